"""Training the attribution model: `python -m pipelines.train.positions --gold DIR --out DIR`.

Belongs here: the recipe (its numbers are `Recipe`), the loop, what is kept. Does not belong here: layers, features,
measures, export to what ships.

Seeded, by document: the latest documents of the corpus (`polnear.validation_documents`) are never learnt from. What
is kept is the running average of the weights over the last steps (Polyak and Juditsky 1992), as it is after the epoch
that reads the held-out documents best.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from tqdm import tqdm

from pipelines.annotate.attribution_model.extractor import FoundAttribution, encode, find
from pipelines.annotate.attribution_model.windows import MASK, WordPieces, load_tokenizer
from pipelines.evaluate.attribution_scores import score
from pipelines.evaluate.polnear import FOLDER, Document, read_corpus, validation_documents
from pipelines.train.base import VOCABULARY, WEIGHTS, base_model
from pipelines.train.calibration import SHOWN, first_decoding
from pipelines.train.examples import Example, batches, examples
from pipelines.train.network import ConditionalHead, Encoder
from pipelines.train.steps import Learner, TorchNetwork

LOSS_SCALE = 40  # at which clipping bites on outliers only


@dataclass(frozen=True)
class Recipe:
    """The numbers of a run. Rates fall linearly to zero after a warm-up."""

    seed: int = 1
    epochs: int = 5  # the later ones learn the annotators' noise; the best on the held-out articles is kept
    pieces: int = 1536  # of a batch
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06  # share of the steps
    decay: float = 0.01  # weight decay
    hidden: float = 0.03  # share of words masked; see `examples.pad`
    average: float = 0.998  # of the running average of the weights, per step
    all_documents: bool = False  # learn from the validation documents too; the figures then mean nothing


class Average:
    """The running average of a module's trained weights."""

    def __init__(self, modules: Sequence[torch.nn.Module], rate: float) -> None:
        self.trained = [part for module in modules for part in module.parameters() if part.requires_grad]
        self.values = [part.detach().clone() for part in self.trained]
        self.rate = rate
        self.steps = 0

    @torch.no_grad()
    def update(self) -> None:
        """Take in the present weights; the first steps count more, so that the start is soon forgotten."""
        self.steps += 1
        rate = min(self.rate, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.values, [part.detach() for part in self.trained], 1 - rate)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange average and present weights."""
        for value, part in zip(self.values, self.trained, strict=True):
            kept = part.detach().clone()
            part.copy_(value)
            value.copy_(kept)


def train(gold: Path, out: Path, recipe: Recipe) -> None:
    """Train and keep the weights in `out/weights.safetensors`, the recipe and figures in `out/training.json`.

    Args:
        gold: folder that holds `attribution/polnear`.
        out: folder for the result, made if need be.
        recipe: the numbers of the run.
    """
    base = base_model()
    random_draws = random.Random(recipe.seed)  # noqa: S311 - no cryptography
    torch.manual_seed(recipe.seed)
    corpus = read_corpus(gold / FOLDER)
    held_out = frozenset(validation_documents(corpus))
    validation = {name: document for name, document in corpus.items() if name in held_out}
    word_pieces = WordPieces(load_tokenizer(base / VOCABULARY))
    kept = corpus if recipe.all_documents else {n: d for n, d in corpus.items() if n not in held_out}
    chosen = examples(kept, word_pieces)
    encoder, head = Encoder.pretrained(base / WEIGHTS), ConditionalHead()
    learner = Learner(encoder, head, recipe.hidden, word_pieces.special(MASK), random_draws)
    out.mkdir(parents=True, exist_ok=True)

    def after_epoch(before: Sequence[Mapping[str, float]]) -> dict[str, float]:
        figures = validate(encoder, head, validation, word_pieces)
        if all(figures["mean"] > earlier["mean"] for earlier in before):
            save(out / "weights.safetensors", encoder, head)
        return figures

    history = _loop(learner, chosen, recipe, after_epoch)
    told = {"recipe": asdict(recipe), "documents": len(kept), "windows": len(chosen), "epochs": history}
    (out / "training.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _loop(
    learner: Learner,
    chosen: Sequence[Example],
    recipe: Recipe,
    after_epoch: Callable[[Sequence[Mapping[str, float]]], dict[str, float]],
) -> list[dict[str, float]]:
    """Train; `after_epoch` sees the averaged weights and the figures before; what it returns is kept."""
    modules = (learner.encoder, learner.head)
    optimiser = _optimiser(learner, recipe)
    n_batches = len(list(batches(chosen, recipe.pieces, random.Random(recipe.seed))))  # noqa: S311
    schedule = _schedule(optimiser, n_batches * recipe.epochs, recipe.warm_up)
    average = Average(modules, recipe.average)
    history: list[dict[str, float]] = []
    for epoch in range(recipe.epochs):
        for module in modules:
            module.train()
        started = time.monotonic()
        drawn = batches(chosen, recipe.pieces, learner.generator)
        for batch in tqdm(drawn, f"epoch {epoch + 1}", n_batches, unit="batch", mininterval=10):
            (learner.loss(batch) / LOSS_SCALE).backward()
            torch.nn.utils.clip_grad_norm_(average.trained, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            average.update()
        average.swap()
        history.append({"seconds": round(time.monotonic() - started), **after_epoch(history)})
        average.swap()
        tqdm.write(f"epoch {epoch + 1}: {history[-1]}")
    return history


def _optimiser(learner: Learner, recipe: Recipe) -> torch.optim.AdamW:
    new = ("tags", "quote", "shape")
    named = [(name, part) for name, part in learner.encoder.named_parameters() if part.requires_grad]
    pretrained = [part for name, part in named if not name.startswith(new)]
    fresh = [part for name, part in named if name.startswith(new)] + list(learner.head.parameters())
    groups = [{"params": pretrained, "lr": recipe.encoder_rate}, {"params": fresh, "lr": recipe.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _schedule(optimiser: torch.optim.Optimizer, steps: int, warm_up: float) -> torch.optim.lr_scheduler.LambdaLR:
    rising = warm_up * steps

    def factor(step: int) -> float:
        return min((step + 1) / rising, max(0.01, (steps - step) / (steps - rising)))

    return torch.optim.lr_scheduler.LambdaLR(optimiser, factor)


def save(path: Path, encoder: Encoder, head: ConditionalHead) -> None:
    """Keep the weights in a format that holds only numbers."""
    tensors = {f"encoder.{name}": part for name, part in encoder.state_dict().items()}
    tensors |= {f"head.{name}": part for name, part in head.state_dict().items()}
    save_file({name: part.contiguous() for name, part in tensors.items()}, path)


def validate(
    encoder: Encoder, head: ConditionalHead, documents: Mapping[str, Document], word_pieces: WordPieces
) -> dict[str, float]:
    """F1 in percent of what the network finds in documents, at the best of a few thresholds."""
    encoder.eval()
    head.eval()
    network = TorchNetwork(encoder, head)
    decoding = first_decoding(network.random_field(), confidence=0.3)
    found = {
        name: find(encode(document.text, network, word_pieces), network, decoding)
        for name, document in documents.items()
    }
    best: dict[str, float] = {}
    for threshold in (0.3, 0.4, 0.5, 0.6):
        kept: dict[str, list[FoundAttribution]] = {
            name: [attribution for attribution in here if attribution.confidence >= threshold]
            for name, here in found.items()
        }
        scores = score(documents, kept)
        figures = {f"{measure} {part}": round(100 * scores.f1(measure, part), 1) for measure, part in SHOWN}
        mean = round(sum(figures.values()) / len(figures), 2)
        if mean > best.get("mean", -1.0):
            best = {"threshold": threshold, "mean": mean, **figures}
    return best


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--hidden", type=float, default=Recipe.hidden)
    parser.add_argument("--all-documents", action="store_true")
    given = parser.parse_args()
    recipe = Recipe(seed=given.seed, epochs=given.epochs, hidden=given.hidden, all_documents=given.all_documents)
    train(given.gold, given.out, recipe)


if __name__ == "__main__":
    main()
