"""CrossNER politics: sentences of an encyclopedia with the names of politics marked (Liu et al. 2021).

Belongs here: reading the files `<gold>/actors/crossner-politics-{train,dev}.txt`, a token with its BIO tag a line. The
project trains on the first and measures on the second, whole. Does not belong here: measures. Runs on Python 3.11
with the standard library alone, because training imports it. Nothing of the corpus is kept in the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluate.gold import GoldError, read_gold

TRAIN = Path("actors") / "crossner-politics-train.txt"
DEV = Path("actors") / "crossner-politics-dev.txt"


@dataclass(frozen=True)
class TaggedSentence:
    """One sentence as an article of its own: its tokens joined by single blanks are `text`.

    `spans` are (start, end, type) in the corpus's types, such as "politicalparty".
    """

    doc_id: str
    tokens: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return " ".join(self.tokens)

    @property
    def spans(self) -> tuple[tuple[int, int, str], ...]:
        """The marked names in order; one begins at every B tag and goes on with the I tags of its type."""
        return tuple(self._spans())

    def _spans(self) -> Iterator[tuple[int, int, str]]:
        starts = [0]
        for token in self.tokens:
            starts.append(starts[-1] + len(token) + 1)
        for first, tag in enumerate(self.tags):
            if tag.startswith("B-"):
                end = first + 1
                while end < len(self.tags) and self.tags[end] == "I-" + tag[2:]:
                    end += 1
                yield starts[first], starts[end] - 1, tag[2:]


def read_sentences(path: Path) -> list[TaggedSentence]:
    """The sentences of a file in order, with ids after their places ("s00000").

    Raises: GoldError naming file and line when it is missing or malformed, or holds no sentence.
    """
    groups: list[list[tuple[str, str]]] = [[]]
    for number, line in enumerate(read_gold(path).split("\n"), start=1):
        if not line.strip():
            groups.append([])
            continue
        token, tab, tag = line.partition("\t")
        if not tab:
            message = f"{path}, line {number}: needs a token, a tab and a tag"
            raise GoldError(message)
        groups[-1].append((token, tag.split("\t")[0].strip()))
    sentences = [
        TaggedSentence(f"s{number:05d}", *(tuple(column) for column in zip(*group, strict=True)))
        for number, group in enumerate(filter(None, groups))
    ]
    if not sentences:
        message = f"{path}: holds no sentence"
        raise GoldError(message)
    return sentences
