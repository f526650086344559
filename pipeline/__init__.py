"""A local, offline document pipeline with the Job API of the FlexOrch SDK."""
