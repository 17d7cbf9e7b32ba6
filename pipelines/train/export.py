"""From trained weights to the files that ship: `python -m pipelines.train.export`.

Belongs here: ONNX graphs, quantisation, the pruned vocabulary, calibration of the shipped (quantised) network, the
manifest. Does not belong here: training, what the files mean in use (`attribution_model.runtime`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from torch import Tensor, nn

from pipelines.annotate.attribution_model.crf import ConditionalRandomField
from pipelines.annotate.attribution_model.extractor import Decoding
from pipelines.annotate.attribution_model.runtime import (
    DECODING,
    ENCODER,
    FILES,
    HEAD,
    MANIFEST,
    PRONOUNS,
    VOCABULARY,
    OnnxNetwork,
)
from pipelines.annotate.attribution_model.windows import WordPieces, load_tokenizer
from pipelines.evaluate.polnear import FOLDER, read_corpus, validation_documents
from pipelines.train.actor_tasks import as_layers
from pipelines.train.base import SHA256, base_model
from pipelines.train.base import VOCABULARY as BASE_VOCABULARY
from pipelines.train.calibration import calibrate
from pipelines.train.network import WIDTH, ConditionalHead, Encoder, PronounHead, attention

OPSET = 17
CORPORA = ["PolNeAR, training part", "CrossNER politics, training part", "GAP development, half", "our own passages"]
# The least probability of an answer: seven of eight answers are then right on the held-out halves of GAP and of our own
# passages, where it was chosen. The probabilities themselves are too sure.
PRONOUN_THRESHOLD = 0.97


class _FusedAttention(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has for it (com.microsoft.MultiHeadAttention)."""

    @staticmethod
    def forward(_context: object, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return attention(query, key, value, heads, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        fused = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return fused.setType(query.type())


def _fused(query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None) -> Tensor:
    if bias is not None:
        message = "the shipped graphs run without padding"
        raise ValueError(message)
    fused: Tensor = _FusedAttention.apply(query, key, value, heads)
    return fused


class _EncoderGraph(nn.Module):
    """The encoder as it ships: one window without padding, states and tags of its words."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, quote: Tensor, shape: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        words = self.encoder(pieces[None], quote[None], shape[None], None)[0][first]
        return words, self.encoder.tags(words), self.encoder.names(words)


class _HeadGraph(nn.Module):
    """The conditional head as it ships: all candidates of one segment."""

    def __init__(self, head: ConditionalHead) -> None:
        super().__init__()
        self.head = head

    def forward(
        self, words: Tensor, distance: Tensor, sentence: Tensor, other: Tensor, quote: Tensor, cue: Tensor
    ) -> tuple[Tensor, Tensor]:
        emissions, validity = self.head(words[None], distance, sentence, other, quote[None], cue, None)
        return emissions, validity


def load(weights: Path) -> tuple[Encoder, ConditionalHead, PronounHead]:
    """The parts of the network with the weights that training kept, ready for export."""
    tensors = load_file(weights)
    encoder, head, pronouns = Encoder(tensors["encoder.words.weight"].shape[0]), ConditionalHead(), PronounHead()
    for prefix, module in (("encoder.", encoder), ("head.", head), ("pronouns.", pronouns)):
        module.load_state_dict({n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)})
        module.eval()
    for layer in (*encoder.layers, *head.layers):
        layer.attention = _fused
    return encoder, head, pronouns


def prune_vocabulary(encoder: Encoder, vocabulary: Path, out: Path) -> None:
    """Drop the pieces that no Latin text holds (unused ones, other scripts), from the vocabulary and the encoder."""
    pieces = vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
    kept = [number for number, piece in enumerate(pieces) if not piece.startswith("[unused") and _is_latin(piece)]
    encoder.words = nn.Embedding.from_pretrained(encoder.words.weight[kept])
    out.write_text("".join(f"{pieces[number]}\n" for number in kept), encoding="utf-8")


def _is_latin(piece: str) -> bool:
    return all("LATIN" in unicodedata.name(sign, "") for sign in piece if sign.isalpha())


def export_graphs(encoder: Encoder, head: ConditionalHead, out: Path) -> None:
    """Write both graphs, quantised to int8: activations per run, weights per channel in 7 of 8 bits.

    7 bits, because CPUs without VNNI add pairs of products in 16 bits and would saturate (onnxruntime's documentation
    of quantisation calls it `reduce_range`).
    """
    n_pieces, n_words, n_cues = 20, 12, 3
    numbers = torch.zeros(n_pieces, dtype=torch.long)
    first = torch.arange(1, 1 + n_words)
    per_cue = torch.zeros(n_cues, n_words, dtype=torch.long)
    cue = torch.zeros(n_cues, n_words)
    cue[:, 3] = 1
    encoder_inputs = {"pieces": numbers + 5, "quote": numbers, "shape": numbers, "first": first}
    encoder_axes = {name: {0: "pieces"} for name in ("pieces", "quote", "shape")}
    encoder_axes |= {name: {0: "words"} for name in ("first", "states", "tags", "names")}
    head_inputs = {"words": torch.randn(n_words, WIDTH), "distance": per_cue, "sentence": per_cue, "other": per_cue}
    head_inputs |= {"quote": first * 0, "cue": cue}
    head_axes = {name: {0: "cues", 1: "words"} for name in ("distance", "sentence", "other", "cue", "emissions")}
    head_axes |= {name: {0: "words"} for name in ("words", "quote")} | {"validity": {0: "cues"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        for graph, inputs, outputs, axes, name in (
            (_EncoderGraph(encoder), encoder_inputs, ["states", "tags", "names"], encoder_axes, ENCODER),
            (_HeadGraph(head), head_inputs, ["emissions", "validity"], head_axes, HEAD),
        ):
            torch.onnx.export(
                graph.eval(),
                tuple(inputs.values()),
                plain,
                input_names=list(inputs),
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=OPSET,
                dynamo=False,
            )
            _quantise(plain, out / name)


def _quantise(plain: Path, out: Path) -> None:
    prepared = plain.with_suffix(".prepared.onnx")
    quant_pre_process(plain, prepared, skip_symbolic_shape=True)
    quantize_dynamic(prepared, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def write_decoding(path: Path, decoding: Decoding) -> None:
    """Write the numbers of a decoding; see `runtime.load_decoding`."""
    crf = decoding.crf
    np.savez(
        path,
        allow_pickle=False,
        transitions=crf.transitions,
        starts=crf.starts,
        ends=crf.ends,
        candidate=decoding.candidate,
        weights=decoding.weights,
        bias=decoding.bias,
        confidence=decoding.confidence,
    )


def write_manifest(folder: Path, about: Mapping[str, object]) -> None:
    """Name every file with its SHA-256 and size, and where the model comes from."""
    contents = {name: (folder / name).read_bytes() for name in FILES}
    manifest = {
        **about,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        "bytes": {name: len(content) for name, content in contents.items()},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def export(gold: Path, run: Path, out: Path) -> None:
    """Make the shipped files in `out` from a training run, calibrated on the validation documents."""
    base = base_model()
    out.mkdir(parents=True, exist_ok=True)
    encoder, head, pronouns = load(run / "weights.safetensors")
    crf = ConditionalRandomField(*(part.detach().numpy() for part in (head.transitions, head.starts, head.ends)))
    prune_vocabulary(encoder, base / BASE_VOCABULARY, out / VOCABULARY)
    export_graphs(encoder, head, out)
    corpus = read_corpus(gold / FOLDER)
    validation = {name: corpus[name] for name in validation_documents(corpus)}
    word_pieces = WordPieces(load_tokenizer(out / VOCABULARY))
    decoding = calibrate(validation, OnnxNetwork(out), word_pieces, crf)
    write_decoding(out / DECODING, decoding)
    np.savez(out / PRONOUNS, allow_pickle=False, threshold=PRONOUN_THRESHOLD, **as_layers(pronouns))
    training = json.loads((run / "training.json").read_text(encoding="utf-8"))
    write_manifest(out, {"base_sha256": SHA256, "recipe": training["recipe"], "corpora": CORPORA})


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "run", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    export(given.gold, given.run, given.out)


if __name__ == "__main__":
    main()
