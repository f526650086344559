"""One module a family of types. Each has ``DETECTORS``, a tuple of objects shaped as ``pipeline.pii.detector.Detector``."""
