"""Quality: signals, score, grade."""
