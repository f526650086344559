"""The fitted constants of the score of recognised pages.

Origin: ``scripts/train_quality.py`` on 385 pages, receipts damaged at five levels (blur, noise, fading, JPEG, resolution) and
read by the default OCR, target word F1. Cross-validated by receipt: mean absolute error 0.068 (mean OCR confidence as score:
0.196), grade agreement 0.82 (0.49), A-precision 0.89 (0.65). Height, tail and odd words added nothing to these three.
"""

COEFFICIENTS = {"logit_mean": 0.0929, "quartile": 0.4853, "certain": 0.3128}
INTERCEPT = -0.2918
CURVE = (  # raw score to expected word F1, straight lines between
    (0.0363, 0.0918),
    (0.2688, 0.1873),
    (0.6219, 0.5841),
    (0.7729, 0.8284),
    (0.8439, 0.8994),
    (0.8915, 0.9076),
    (0.9338, 0.9468),
    (0.9819, 0.95),
    (0.9979, 0.95),
)
