"""Personal data: detection, resolution of overlaps, masking."""
