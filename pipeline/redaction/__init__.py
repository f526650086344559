"""Redaction of the file itself: values are taken out, not painted over, and the result is read again to prove it."""
