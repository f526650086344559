"""The fitted constants of the score of recognised pages.

Origin: ``scripts/train_quality.py --count 174`` on 173 pages, receipts damaged at five levels (blur, noise, fading, JPEG,
resolution) and read by the default OCR, target word F1. Cross-validated by receipt: mean absolute error 0.056 (mean OCR
confidence as score: 0.084), grade agreement 0.88 (0.84), A-precision 0.95 (0.97). Height, tail and odd words added nothing.
"""

COEFFICIENTS = {"logit_mean": 0.0124, "quartile": 0.2277, "certain": 0.6442}
INTERCEPT = 0.1341
CURVE = (  # raw score to expected word F1, straight lines between
    (0.1574, 0.0855),
    (0.2463, 0.1224),
    (0.4563, 0.5291),
    (0.749, 0.8624),
    (0.8882, 0.9351),
    (0.9584, 0.96),
    (0.9875, 0.9623),
    (1.0138, 0.9623),
    (1.0376, 0.9643),
)
