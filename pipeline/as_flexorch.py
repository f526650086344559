"""Lets code written against the SDK run here: after ``import pipeline.as_flexorch``, ``from flexorch import FlexOrch`` works.

It registers ``flexorch`` and ``flexorch.exceptions`` as aliases of this package. A real package called ``flexorch`` that has
been imported already is left alone.
"""

from __future__ import annotations

import sys

import pipeline
from pipeline import exceptions

sys.modules.setdefault("flexorch", pipeline)
if sys.modules["flexorch"] is pipeline:
    sys.modules.setdefault("flexorch.exceptions", exceptions)
