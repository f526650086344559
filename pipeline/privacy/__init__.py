"""What is kept on disk and for how long: deletion, retention, encryption."""
