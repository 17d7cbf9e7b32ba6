"""Names as the encoder tags them.

Belongs here: the labels and how tags of words become spans. Does not belong here: which actor a name means, the
registry. Labels follow CrossNER's guide for politics (Liu et al. 2021) where the two overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from pipelines.annotate.attribution_model.candidates import Floats
from pipelines.annotate.attribution_model.encoding import EncodedWindow, Encoding


class NameLabel(Enum):
    """What a tagged name is; the last three are no actors."""

    PERSON = "person"
    ORGANISATION = "organisation"  # also intergovernmental ones and blocs: the registry tells those apart
    PARTY = "party"
    MEDIA = "media"
    PLACE = "place"  # also states
    ADJECTIVE = "adjective"  # "French", "Democrats" as members
    EVENT = "event"  # also elections
    WORK = "work"  # laws, treaties, awards, books


LABELS = tuple(NameLabel)
N_TAGS = 1 + 2 * len(LABELS)  # outside, then begin and inside of each label


@dataclass(frozen=True)
class TaggedName:
    """A name in the text, half-open offsets, with its label and that one's mean probability over its words."""

    start: int
    end: int
    label: NameLabel
    score: float


def tagged_names(encoding: Encoding) -> list[TaggedName]:
    """The names of a text in order, without overlaps."""
    return [name for each in encoding.windows for name in _of_window(each)]


def _of_window(encoded: EncodedWindow) -> Iterator[TaggedName]:
    """Runs of words that are likelier in a name than outside, cut where a name begins; a run's label is the best sum.

    The label is chosen for the run as a whole, so no sequence of tags is invalid.
    """
    powers = np.exp(encoded.name_tags - encoded.name_tags.max(axis=-1, keepdims=True))
    probabilities = np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)
    begin, inside = probabilities[:, 1::2].sum(axis=-1), probabilities[:, 2::2].sum(axis=-1)
    in_name = (begin + inside > probabilities[:, 0]).tolist()
    begins = (begin > inside).tolist()
    window = encoded.window
    for first, last in window.segments:
        word = first
        while word < last:
            if not in_name[word]:
                word += 1
                continue
            end = word + 1
            while end < last and in_name[end] and not begins[end]:
                end += 1
            label, score = _label(probabilities[word:end])
            yield TaggedName(window.offsets[word][0], window.offsets[end - 1][1], label, score)
            word = end


def _label(probabilities: Floats) -> tuple[NameLabel, float]:
    means = (probabilities[:, 1::2] + probabilities[:, 2::2]).mean(axis=0)
    best = int(means.argmax())
    return LABELS[best], float(means[best])
