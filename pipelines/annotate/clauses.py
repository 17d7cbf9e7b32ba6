"""Reading a clause: its subject, its auxiliaries, whether it is negated.

Belongs here: what can be read off the parse of a clause alone. Does not belong here: attributions, modality, what a
clause does when somebody says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipelines.annotate.attribution_complements import SUBJECTS, has_infinitive_marker, is_finite, is_question
from pipelines.knowledge.cues import Frame

VERBAL = frozenset({"VERB", "AUX"})
CONDITIONS = frozenset({"if", "unless", "provided", "providing"})
FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "'d", "’d"})
POSSIBLE = FUTURE | {"may", "might", "could", "can"}
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "nobody", "nothing", "none", "nowhere"})
_COMPLEMENTS = frozenset({"dobj", "nsubjpass", "acomp", "attr", "oprd", "advmod"})
_NEGATED_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it is joined to by "and"; None when there is none."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    shared = own is None and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and not has_infinitive_marker(verb)
    return next((child for child in verb.head.children if child.dep_ in SUBJECTS), None) if shared else own


def auxiliaries(verb: Token) -> set[str]:
    """The auxiliaries of a verb as they are written, in lower case."""
    return {child.lower_ for child in verb.children if child.dep_ == "aux"}


def frames_of(verb: Token) -> Iterator[Frame]:
    """The frames that the complements of a verb have, those of other verbs first."""
    children = list(verb.children)
    has_object = any(child.dep_ in {"dobj", "dative"} for child in children)
    for child in children:
        if child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ == "as"):
            yield Frame.PREDICATE
        elif child.dep_ in {"xcomp", "ccomp", "advcl"} and has_infinitive_marker(child):
            own_subject = any(node.dep_ in SUBJECTS for node in child.children)
            yield Frame.REQUEST if has_object or own_subject else Frame.INFINITIVE
        elif child.dep_ == "ccomp" and is_finite(child):
            yield Frame.QUESTION if is_question(child) else Frame.CLAUSE
        elif child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG":
            yield Frame.GERUND
    if has_object:
        yield Frame.OBJECT


def complements(verb: Token) -> Iterator[tuple[str, ...]]:
    """The lemmas of a verb with each of its complements.

    "Carried out the raid" gives (carry, out), (carry, raid) and (carry, out, raid); "is responsible for the fire"
    (be, responsible), (be, responsible, for) and (be, responsible, for, fire); what is done to a subject is an object.
    """
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    for particle in particles:
        yield verb.lemma_, particle
    for child in verb.children:
        path = (verb.lemma_, child.lemma_.lower())
        if child.dep_ in _COMPLEMENTS:
            for node in (child, *child.conjuncts):
                yield verb.lemma_, node.lemma_.lower()
                yield from ((verb.lemma_, particle, node.lemma_.lower()) for particle in particles)
            yield from (found for node in child.children if node.dep_ == "prep" for found in _with_objects(path, node))
        elif child.dep_ == "prep":
            yield from _with_objects(path[:1], child)


def _with_objects(path: tuple[str, ...], preposition: Token) -> Iterator[tuple[str, ...]]:
    path = (*path, preposition.lower_)
    yield path
    for noun in preposition.children:
        if noun.dep_ in {"pobj", "pcomp"}:
            yield (*path, noun.lemma_.lower())


def is_negated(verb: Token) -> bool:
    """Whether a clause is negated: by a particle, or by "no" on its subject, object or predicate.

    "Not ruled out" is no negation: the two cancel out.
    """
    if rules_out(verb):
        return False
    return any(_negates(child) for child in verb.children)


def rules_out(verb: Token) -> bool:
    """Whether the verb is "rule out"."""
    return verb.lemma_ == "rule" and any(child.lower_ == "out" for child in verb.children)


def _negates(child: Token) -> bool:
    if child.dep_ == "neg" or (child.lower_ in _NEGATORS and child.dep_ in {"advmod", "preconj", "cc"}):
        return child.lower_ != "nor" or child.dep_ != "cc" or child.i < child.head.i
    if child.dep_ in _NEGATED_PARTS:
        return child.lower_ in _NEGATORS or any(
            node.dep_ in {"det", "preconj"} and node.lower_ in {"no", "neither"} for node in child.children
        )
    return False
