"""Teaching the encoder names and pronouns: `python -m pipelines.train.actors --help`.

Belongs here: the recipe (its numbers are `Recipe`) and the loop. Does not belong here: the tasks (`actor_tasks`,
`steps`), the parse (`pronoun_examples`), export.

The second of two steps: it goes on from the weights that `positions` has kept, and learns attributions again beside
the new tasks, so that one encoder serves all three (Caruana 1997); then its weights are mixed with the first step's and
the new heads are fitted again. Seeded. Never learnt from: PolNeAR's latest
articles, the validation halves of GAP and of our own passages, CrossNER's development part.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from tqdm import tqdm

from pipelines.annotate.attribution_model.windows import MASK, WordPieces, load_tokenizer
from pipelines.evaluate.polnear import FOLDER, read_corpus, validation_documents
from pipelines.train.actor_tasks import (
    name_batches,
    name_examples,
    name_figures,
    name_loss,
    pronoun_batches,
    pronoun_cases,
    pronoun_figures,
    pronoun_loss,
)
from pipelines.train.base import VOCABULARY, base_model
from pipelines.train.examples import Example, batches, examples
from pipelines.train.network import ConditionalHead, Encoder, PronounHead
from pipelines.train.positions import LOSS_SCALE, Average, validate
from pipelines.train.steps import Learner


@dataclass(frozen=True)
class Recipe:
    """The numbers of a run. Rates fall linearly to zero after a warm-up; passes are over each task's examples."""

    seed: int = 1
    attribution_passes: int = 1
    name_passes: int = 4
    pronoun_passes: int = 3
    pieces: int = 1536  # of a batch of attributions
    names: int = 16  # windows of a batch
    passages: int = 6  # of a batch of pronouns
    encoder_rate: float = 8e-5
    trained_rate: float = 2e-4  # of the heads that the first step has trained
    head_rate: float = 1e-3  # of the new heads
    warm_up: float = 0.06  # share of the steps
    decay: float = 0.01  # weight decay
    hidden: float = 0.03  # share of words masked; see `examples.pad`
    average: float = 0.998  # of the running average of the weights, per step
    share: float = 0.85  # of the new weights, when they are mixed with those of the first step
    refit_passes: int = 2  # of names and pronouns, for their heads alone, on the mixed encoder


def train(gold: Path, run: Path, pronouns: Path, out: Path, recipe: Recipe) -> None:
    """Train and keep the weights in `out/weights.safetensors`, the recipe and figures in `out/training.json`.

    Args:
        gold: folder that holds `attribution/polnear` and `actors`.
        run: folder of the first step's result.
        pronouns: file that `pronoun_examples` has written.
        out: folder for the result, made if need be.
        recipe: the numbers of the run.
    """
    draws = random.Random(recipe.seed)  # noqa: S311 - no cryptography
    torch.manual_seed(recipe.seed)
    corpus = read_corpus(gold / FOLDER)
    held_out = frozenset(validation_documents(corpus))
    word_pieces = WordPieces(load_tokenizer(base_model() / VOCABULARY))
    encoder, head, pronoun_head = load_first_step(run)
    learner = Learner(encoder, head, recipe.hidden, word_pieces.special(MASK), draws)
    names = {half: name_examples(gold, half, word_pieces) for half in ("train", "validation")}
    cases = pronoun_cases(pronouns, word_pieces)
    chosen = examples({n: d for n, d in corpus.items() if n not in held_out}, word_pieces)
    validation = {name: document for name, document in corpus.items() if name in held_out}

    asked = {half: [case for case in cases if case.half == half] for half in ("train", "validation")}

    def actor_jobs(name_passes: int, pronoun_passes: int) -> list[Callable[[], Tensor]]:
        jobs: list[Callable[[], Tensor]] = []
        for _ in range(name_passes):
            jobs += [partial(name_loss, encoder, batch) for batch in name_batches(names["train"], recipe.names, draws)]
        for _ in range(pronoun_passes):
            drawn = pronoun_batches(asked["train"], recipe.passages, draws)
            jobs += [partial(pronoun_loss, encoder, pronoun_head, batch) for batch in drawn]
        return jobs

    def figures() -> dict[str, float]:
        return {
            **name_figures(encoder, names["validation"]),
            **pronoun_figures(encoder, pronoun_head, asked["validation"]),
        }

    jobs = actor_jobs(recipe.name_passes, recipe.pronoun_passes)
    for _ in range(recipe.attribution_passes):
        jobs += [partial(_attribution_loss, learner, batch) for batch in batches(chosen, recipe.pieces, draws)]
    draws.shuffle(jobs)
    modules = (encoder, head, pronoun_head)
    history = _loop(modules, jobs, recipe, figures)
    mix(run, encoder, head, recipe.share)
    freeze(encoder, head)
    jobs = actor_jobs(recipe.refit_passes, recipe.refit_passes)
    draws.shuffle(jobs)
    history += _loop(modules, jobs, recipe, figures)
    told = validate(encoder, head, validation, word_pieces)
    out.mkdir(parents=True, exist_ok=True)
    save(out / "weights.safetensors", encoder, head, pronoun_head)
    first_step = json.loads((run / "training.json").read_text(encoding="utf-8"))
    about = {"recipe": {"positions": first_step["recipe"], "actors": asdict(recipe)}, "history": history, **told}
    (out / "training.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    tqdm.write(f"attributions: {told}")


def _attribution_loss(learner: Learner, batch: Sequence[Example]) -> Tensor:
    return learner.loss(batch) / LOSS_SCALE


def _loop(
    modules: tuple[Encoder, ConditionalHead, PronounHead],
    jobs: Sequence[Callable[[], Tensor]],
    recipe: Recipe,
    figures: Callable[[], dict[str, float]],
) -> list[dict[str, float]]:
    """Train; the averaged weights are looked at in the middle and at the end, where they stay in place."""
    optimiser = _optimiser(modules, recipe)
    rising = max(1.0, recipe.warm_up * len(jobs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rising, max(0.01, (len(jobs) - step) / (len(jobs) - rising)))
    )
    average = Average(modules, recipe.average)
    history: list[dict[str, float]] = []
    started = time.monotonic()
    for number, job in enumerate(tqdm(jobs, unit="batch", mininterval=20), start=1):
        for module in modules:
            module.train()
        job().backward()
        torch.nn.utils.clip_grad_norm_(average.trained, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        average.update()
        if number in {len(jobs) // 2, len(jobs)}:
            average.swap()
            history.append({"seconds": round(time.monotonic() - started), "batches": number, **figures()})
            tqdm.write(str(history[-1]))
            if number < len(jobs):
                average.swap()
    return history


def _optimiser(modules: tuple[Encoder, ConditionalHead, PronounHead], recipe: Recipe) -> torch.optim.AdamW:
    encoder, head, pronoun_head = modules
    named = [(name, part) for name, part in encoder.named_parameters() if part.requires_grad]
    trained = [part for name, part in named if name.startswith("tags")]
    trained += [part for part in head.parameters() if part.requires_grad]
    groups = [
        {"params": [part for n, part in named if not n.startswith(("tags", "names"))], "lr": recipe.encoder_rate},
        {"params": trained, "lr": recipe.trained_rate},
        {"params": [*encoder.names.parameters(), *pronoun_head.parameters()], "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


@torch.no_grad()
def mix(run: Path, encoder: Encoder, head: ConditionalHead, share: float) -> None:
    """Bring the weights part of the way back to those of the first step, which read attributions a little better.

    A straight line between the two loses little of either (Wortsman et al. 2022, "Robust fine-tuning of zero-shot
    models"); the heads of names and pronouns have no earlier weights and are fitted again.
    """
    earlier = load_file(run / "weights.safetensors")
    for prefix, module in (("encoder.", encoder), ("head.", head)):
        for name, part in module.named_parameters():
            if prefix + name in earlier:
                part.copy_(share * part + (1 - share) * earlier[prefix + name])


def freeze(encoder: Encoder, head: ConditionalHead) -> None:
    """Keep everything as it is but the heads of names and pronouns."""
    for module in (encoder, head):
        for name, part in module.named_parameters():
            part.requires_grad_(name.startswith("names"))


def load_first_step(run: Path) -> tuple[Encoder, ConditionalHead, PronounHead]:
    """The network with the weights of the first step; the heads of actors are new."""
    tensors = load_file(run / "weights.safetensors")
    encoder, head = Encoder(tensors["encoder.words.weight"].shape[0]), ConditionalHead()
    encoder.load_state_dict(_part(tensors, "encoder."), strict=False)
    head.load_state_dict(_part(tensors, "head."))
    return encoder, head, PronounHead()


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def save(path: Path, encoder: Encoder, head: ConditionalHead, pronoun_head: PronounHead) -> None:
    """Keep the weights in a format that holds only numbers."""
    parts: dict[str, torch.nn.Module] = {"encoder": encoder, "head": head, "pronouns": pronoun_head}
    tensors = {
        f"{prefix}.{name}": part for prefix, module in parts.items() for name, part in module.state_dict().items()
    }
    save_file({name: part.contiguous() for name, part in tensors.items()}, path)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "run", "pronouns", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("seed", "attribution-passes", "name-passes", "pronoun-passes"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Recipe, name.replace("-", "_")))
    parser.add_argument("--encoder-rate", type=float, default=Recipe.encoder_rate)
    given = parser.parse_args()
    recipe = Recipe(
        seed=given.seed,
        attribution_passes=given.attribution_passes,
        name_passes=given.name_passes,
        pronoun_passes=given.pronoun_passes,
        encoder_rate=given.encoder_rate,
    )
    train(given.gold, given.run, given.pronouns, given.out, recipe)


if __name__ == "__main__":
    main()
