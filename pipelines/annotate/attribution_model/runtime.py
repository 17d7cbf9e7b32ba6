"""Running the attribution model on onnxruntime.

Belongs here: which files make up the model, checking them, one session per process. Does not belong here: what is
read from its output (`extractor`), how it is trained (`pipelines.train`).

What is promised: the same text gives the same spans and confidences on the same kind of CPU, whatever else is
annotated beside it, since a window is always run alone and in one thread. Weights are quantised to 7 of 8 bits, so
that integer sums are exact with and without VNNI instructions; floating-point parts may round otherwise on another
kind of CPU, hence a confidence may differ in its last published digit, and in rare cases a span.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from pipelines.annotate.attribution_model.crf import ConditionalRandomField
from pipelines.annotate.attribution_model.extractor import Decoding, FoundAttribution, encode, find
from pipelines.annotate.attribution_model.windows import WordPieces, load_tokenizer
from pipelines.errors import OnRecordError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from pipelines.annotate.attribution_model.candidates import Conditions, Floats
    from pipelines.annotate.attribution_model.encoding import Encoding
    from pipelines.annotate.attribution_model.windows import Integers, Window

WEIGHTS = Path(__file__).parent / "weights"
ENCODER, HEAD, DECODING, VOCABULARY = "encoder.onnx", "head.onnx", "decoding.npz", "vocabulary.txt"
PRONOUNS = "pronouns.npz"
MANIFEST = "manifest.json"
FILES = (ENCODER, HEAD, DECODING, VOCABULARY, PRONOUNS)


class AttributionModelError(OnRecordError):
    """The model's files are damaged or do not belong together."""


class OnnxNetwork:
    """The two passes of the network in one thread (see `extractor.Network`)."""

    def __init__(self, folder: Path) -> None:
        self._encoder = _session(folder / ENCODER)
        self._head = _session(folder / HEAD)

    def encode(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """See `extractor.Network`."""
        inputs = {
            "pieces": window.pieces,
            "quote": window.piece_quote,
            "shape": window.piece_shape,
            "first": window.first,
        }
        states, cue_tags, name_tags = self._encoder.run(["states", "tags", "names"], inputs)
        return cast("Floats", states), cast("Floats", cue_tags), cast("Floats", name_tags)

    def condition(self, words: Floats, quote: Integers, given: Conditions) -> tuple[Floats, Floats]:
        """See `extractor.Network`."""
        inputs = {"words": words, "quote": quote, "cue": given.cue}
        inputs |= {"distance": given.distance, "sentence": given.sentence, "other": given.other}
        emissions, validity = self._head.run(["emissions", "validity"], inputs)
        return cast("Floats", emissions), cast("Floats", validity)


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """The model as it ships: network, decoding, vocabulary."""

    network: OnnxNetwork
    decoding: Decoding
    word_pieces: WordPieces

    def encode(self, text: str) -> Encoding:
        """A text as the encoder reads it; time is linear in the length of the text."""
        return encode(text, self.network, self.word_pieces)

    def find(self, encoding: Encoding) -> list[FoundAttribution]:
        """The attributions of a text, in order of their cues."""
        return find(encoding, self.network, self.decoding)


def is_installed(folder: Path = WEIGHTS) -> bool:
    """Whether the model's manifest is there; a broken model is an error, a missing one is not."""
    return (folder / MANIFEST).exists()


@cache
def load_attribution_model(folder: Path = WEIGHTS) -> AttributionModel:
    """Load the model, once per process.

    Raises: AttributionModelError when a file is missing or is not the one that the manifest names.
    """
    check_files(folder)
    tokenizer = load_tokenizer(folder / VOCABULARY)
    return AttributionModel(OnnxNetwork(folder), load_decoding(folder / DECODING), WordPieces(tokenizer))


@cache
def model_version(folder: Path = WEIGHTS) -> str:
    """The model's version: the first 12 characters of the SHA-256 of its manifest, which names every file's own."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:12]


def check_files(folder: Path) -> None:
    """Compare every file with the SHA-256 in the manifest.

    Raises: AttributionModelError naming the file and the next step.
    """
    try:
        expected = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
        for name in FILES:
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected[name]:
                message = f"{folder / name} is not the file that {MANIFEST} names"
                raise AttributionModelError(message + "; restore it with `git checkout` or install the package again")
    except (OSError, ValueError, KeyError) as error:
        message = f"{folder}: the attribution model cannot be read ({error}); install the package again"
        raise AttributionModelError(message) from error


def load_decoding(path: Path) -> Decoding:
    """Read `decoding.npz`; it holds only numbers."""
    with np.load(path, allow_pickle=False) as numbers:
        return Decoding(
            crf=ConditionalRandomField(numbers["transitions"], numbers["starts"], numbers["ends"]),
            candidate=float(numbers["candidate"]),
            weights=numbers["weights"],
            bias=float(numbers["bias"]),
            confidence=float(numbers["confidence"]),
        )


def _session(path: Path) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415 - takes a moment, and rules do without it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # workers are processes
    options.inter_op_num_threads = 1
    # The fused kernel of this optimiser is slower than its parts on a CPU: 13 % of the encoder's time.
    slower = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"], disabled_optimizers=slower)
