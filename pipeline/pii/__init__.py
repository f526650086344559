"""Personal data: detection, resolution of overlaps, masking.

``detect`` finds, ``resolve`` makes findings disjoint, ``mask`` replaces them. What can be found is declared in ``families``,
one small file a family; adding a file there is all it takes to add a type.
"""
