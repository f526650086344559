"""The five stages of the default chain, one class a module."""

from __future__ import annotations

from pipeline.options import Settings
from pipeline.stage import Pipeline


def default_chain(settings: Settings) -> Pipeline:
    """Read → Classify → Fields → PII → Quality. Models are loaded by the first document, not here."""
    from pipeline.stages.classify import ClassifyOptions, ClassifyStage
    from pipeline.stages.fields import FieldsOptions, FieldsStage
    from pipeline.stages.pii import PIIStage
    from pipeline.stages.quality import QualityStage
    from pipeline.stages.read import ReadOptions, ReadStage

    read = ReadStage(ReadOptions(ocr=settings.ocr, limits=settings.limits))
    classify, fields = ClassifyStage(ClassifyOptions(types=settings.types)), FieldsStage(FieldsOptions(settings.types))
    return Pipeline([read, classify, fields, PIIStage(), QualityStage()])
