"""Document types and fields: what the classify and fields stages are made of."""
