# ruff: noqa: E501 - a pattern or a list of labels reads best one idea a line
"""Keys and tokens that open doors: by the prefixes their issuers print, and by the word that labels them."""

from __future__ import annotations

import re

from pipeline.pii.detector import Pattern

# Prefixes as documented by their issuers: AWS, GitHub, GitLab, Slack, Stripe, Google, SendGrid, npm, PyPI, Hugging Face; JWT by RFC 7519.
PREFIXED = Pattern(
    type="secret",
    pattern=re.compile(
        r"(?<![\w\-])(?:(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,80}|github_pat_\w{22,90}|glpat-[\w\-]{20,40}"
        r"|xox[abprs]-[A-Za-z0-9\-]{10,100}|[sprw]k_(?:live|test)_[A-Za-z0-9]{16,99}|AIza[\w\-]{35}|SG\.[\w\-]{16,32}\.[\w\-]{32,64}"
        r"|npm_[A-Za-z0-9]{36}|pypi-[\w\-]{50,200}|hf_[A-Za-z0-9]{30,40}|sk-[A-Za-z0-9\-_]{20,160}"
        r"|eyJ[\w\-]{10,1000}\.eyJ[\w\-]{10,2000}\.[\w\-]{10,1000})(?![\w])"
    ),
    rule="shape:secret",
    confidence=0.95,
    beginnings=(
        "akia", "asia", "agpa", "aida", "aroa", "gh", "glpat-", "xox", "sk_", "pk_", "rk_", "wk_", "aiza", "sg.", "npm_", "pypi-", "hf_", "sk-", "eyj",
    ),
)  # fmt: skip
KEY_BLOCK = Pattern(
    type="secret",
    pattern=re.compile(
        r"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]{1,8000}-----END (?:[A-Z]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    ),
    rule="shape:private_key",
    beginnings=("-----begin",),
    confidence=0.99,
)
LABELLED = Pattern(
    type="secret",
    pattern=re.compile(
        r"(?<![^\W_])(?:api[_ \-]?key|api[_ \-]?token|secret[_ \-]?key|client[_ \-]?secret|access[_ \-]?token|auth[_ \-]?token|access[_ \-]?key|"
        r"passwor[dt]|passwd|pwd|kennwort|contraseña|mot de passe|wachtwoord|hasło|parola|şifre|bearer)"
        r"(?:[\"']?[ \t]{0,3}[:=][ \t]{0,3}|[ \t])[\"']?(?P<value>(?=[^\s\"'<>]{0,60}\d)[^\s\"'<>,;]{8,128})",
        re.IGNORECASE,
    ),
    rule="label",
    confidence=0.85,
    beginnings=(
        "api", "secret", "client", "access", "auth", "passw", "pwd", "kennwort", "contraseña", "mot de", "wachtwoord", "hasło", "parola", "şifre", "bearer",
    ),
)  # fmt: skip

DETECTORS = (PREFIXED, KEY_BLOCK, LABELLED)
