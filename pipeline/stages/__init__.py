"""The five stages of the default chain, one class a module."""
