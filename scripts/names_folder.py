"""Write what spaCy needs around the weights of the names model: models/names/{config.cfg, meta.json, tokenizer}.

    python scripts/names_folder.py

The weights lie in models/names/names/weights.npz, where scripts/train_names.py puts them. Nothing here is trained.
"""

from __future__ import annotations

from pathlib import Path

import spacy

from pipeline.pii.spacy_names import make

FOLDER = Path(__file__).resolve().parents[1] / "models" / "names"


def main() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("flexorch_names", name="names")
    about = "People, organisations, places, addresses and numbers of people"
    nlp.meta.update(name="names", version="2.0.0", description=about, license="AGPL-3.0-or-later")
    nlp.to_disk(FOLDER, exclude=["vocab", "names"])
    print(*sorted(path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file()), make.__module__)


if __name__ == "__main__":
    main()
