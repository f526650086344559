"""The fitted constants of the score of recognised pages.

Origin: ``scripts/train_quality.py --count 300`` on 291 pages, receipts damaged at five levels (blur, noise, fading, JPEG,
resolution) and read by the default OCR, target word F1. Cross-validated by receipt: mean absolute error 0.063 (mean OCR
confidence as score: 0.127), grade agreement 0.85 (0.72), A-precision 0.90 (0.90). Height, tail and odd words added nothing.
"""

COEFFICIENTS = {"logit_mean": 0.0, "quartile": 0.2773, "certain": 0.7261}
INTERCEPT = 0.0134
CURVE = (  # raw score to expected word F1, straight lines between
    (0.1179, 0.0656),
    (0.2071, 0.1365),
    (0.51, 0.5608),
    (0.7942, 0.8583),
    (0.8848, 0.9142),
    (0.9283, 0.9446),
    (0.9651, 0.9525),
    (0.9886, 0.9525),
    (1.0088, 0.9525),
)
