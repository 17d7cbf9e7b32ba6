"""Complements of a verb cue: one function per frame of the cue lexicon.

Belongs here: which words of the parse are the content, given the frame. Does not belong here: whether the verb is a
cue, and who the source is. Each function returns token indexes, or nothing when the verb has no such complement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from pipelines.annotate.attribution_sources import displaced_gerund, is_passive, subtree
from pipelines.knowledge.cues import Frame, Part, cues_of
from schemas.codes import Act

type Indexes = frozenset[int]

NOTHING: Indexes = frozenset()
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_STOPS_OBJECT = frozenset({"punct", "cc", "conj", "advcl", "parataxis", "npadvmod", "agent"})
_ADJUNCT_PREPOSITIONS = frozenset(
    {"during", "after", "before", "amid", "since", "despite", "while", "when", "until", "at", "via"}
)
_TIMES = frozenset({"DATE", "TIME"})
_CLAIMS = frozenset({"charge", "report", "rumour", "rumor", "story", "version", "account", "link", "involvement"})


def particle_of(verb: Token, particle: str) -> Token | None:
    """The particle, preposition or fixed adjective that stands with the verb."""
    return next((child for child in verb.children if child.lower_ == particle and child.i > verb.i), None)


def complement(verb: Token, particle: Token | None, frame: str) -> Indexes:
    """Indexes of the complement of a frame; empty when there is none. Quotations are attached elsewhere."""
    finder = _FINDERS.get(frame)
    return finder(verb, particle) if finder is not None else NOTHING


def has_infinitive_marker(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(child.tag_ == "TO" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether the verb heads a clause with a tense or a subject of its own."""
    if has_infinitive_marker(verb):
        return False
    if verb.tag_ in _FINITE:
        return True
    return any(child.tag_ in _FINITE or child.dep_ in SUBJECTS for child in verb.children)


def is_question(clause: Token) -> bool:
    """Whether a clause opens with "whether", "if" or a question word."""
    first = next((token for token in clause.subtree if not token.is_punct), clause)
    return first.tag_ in _WH or first.lower_ in {"whether", "if"}


def clause_heads(verb: Token) -> list[Token]:
    """Finite complement clauses of the verb.

    Of "froze the funds of two men it says paid the rebels" the first clause is what happened, not what "it says".
    """
    found = [child for child in verb.children if child.dep_ == "ccomp" and is_finite(child)]
    after = [clause for clause in found if clause.i > verb.i]
    first = min((child.left_edge.i for child in verb.children if child.dep_ in SUBJECTS), default=verb.i)
    if after and len(after) < len(found) and not verb.doc[first - 1].is_punct:
        return after
    return found


def _clause(verb: Token, _particle: Token | None) -> Indexes:
    return frozenset().union(*(subtree(clause) for clause in clause_heads(verb))) or _displaced_clause(verb)


def _displaced_clause(verb: Token) -> Indexes:
    """The that-clause of "said in one of his letters that …", which parsers hang on the nearest noun."""
    if any(child.dep_ in {"dobj", "xcomp"} and child.i > verb.i for child in verb.children):
        return NOTHING
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "that" and token.dep_ == "mark" and is_finite(token.head):
            return frozenset(node.i for node in token.head.subtree if node.i >= token.i)
    return NOTHING


def _question(verb: Token, _particle: Token | None) -> Indexes:
    return frozenset().union(*(subtree(clause) for clause in clause_heads(verb) if is_question(clause)))


def _infinitive(verb: Token, _particle: Token | None) -> Indexes:
    if _object_of(verb, None) is not None:
        return NOTHING
    return frozenset().union(*(subtree(node) for node in _to_verbs(verb) if not _has_subject(node)))


def _request(verb: Token, particle: Token | None) -> Indexes:
    asked = _object_of(verb, particle)
    if asked is not None:
        for node in _to_verbs(verb, asked, *([particle] if particle else [])):
            if node.i > asked.i:
                return subtree(asked) | subtree(node)
        return NOTHING
    if is_passive(verb):
        subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        found = _to_verbs(verb)
        return subtree(subject) | subtree(found[0]) if subject is not None and found else NOTHING
    return frozenset().union(*(subtree(node) for node in _to_verbs(verb) if _has_subject(node)))


def _gerund(verb: Token, particle: Token | None) -> Indexes:
    governor = particle if particle is not None and particle.dep_ == "prep" else verb
    wanted = {"pcomp"} if governor is particle else {"xcomp", "ccomp"}
    for child in governor.children:
        if child.i > governor.i and child.dep_ in wanted and child.tag_ == "VBG" and not has_infinitive_marker(child):
            return subtree(child)
    return NOTHING


def _predicate(verb: Token, _particle: Token | None) -> Indexes:
    judged = _object_of(verb, None)
    for child in verb.children:
        if child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ == "as"):
            if judged is not None and judged.i < verb.i:
                return subtree(judged) | subtree(child)
            if judged is not None:
                return _run(verb, judged)
            passive = next((node for node in verb.children if node.dep_ == "nsubjpass"), None)
            return subtree(passive) | subtree(child) if passive is not None else NOTHING
        if child.dep_ == "ccomp" and not is_finite_verb(child) and _has_subject(child):
            return subtree(child)
    return NOTHING


def is_finite_verb(token: Token) -> bool:
    """Whether a word is itself a finite verb or has a finite auxiliary."""
    return token.tag_ in _FINITE or any(child.tag_ in _FINITE for child in token.children)


def _object(verb: Token, particle: Token | None) -> Indexes:
    if is_passive(verb):
        return _passive_object(verb)
    found = _object_of(verb, particle)
    if found is None or found.tag_ in _WH:
        return _relative_object(verb, found) if particle is None or found is not None else NOTHING
    return _run(verb if particle is None or particle.dep_ != "prep" else particle, found) | (
        _run_after(verb, particle) if particle is not None and particle.dep_ == "prep" else NOTHING
    )


def _passive_object(verb: Token) -> Indexes:
    passives = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    subjects = [child for passive in passives for child in passive.children if child.dep_ == "nsubjpass"]
    if subjects:
        found = subtree(subjects[0])
    elif verb.dep_ == "acl":
        found = subtree(verb.head, without=verb)
    else:
        return NOTHING
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"prep", "oprd", "xcomp"} and not _is_adjunct(child):
            found |= subtree(child)
        elif child.dep_ == "agent":
            found |= frozenset().union(*(displaced_gerund(node) for node in child.children))
    return found


def _relative_object(verb: Token, pronoun: Token | None) -> Indexes:
    """The antecedent of "the plan (that) Moscow rejected"."""
    node = verb
    while node.dep_ in {"conj", "xcomp"} and node.head.i != node.i:
        node = node.head
    if node.dep_ != "relcl":
        return NOTHING
    if pronoun is None and any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.children):
        return NOTHING
    if any(child.tag_ in _WH and child.dep_ in SUBJECTS for child in node.children):
        return NOTHING
    if pronoun is not None and _denies_clause(verb, pronoun, node.head):
        return _clause_before(node)
    return subtree(node.head, without=node)


def _denies_clause(verb: Token, pronoun: Token, antecedent: Token) -> bool:
    """Whether ", which Quito denies" is about all that stands before it, not about the noun next to it."""
    denies = all(cue.act is Act.DENY for cue in cues_of(verb.lemma_, Part.VERB))
    after_comma = pronoun.lower_ == "which" and pronoun.i > 0 and pronoun.nbor(-1).text == ","
    return denies and after_comma and antecedent.lemma_.lower() not in _CLAIMS and not _is_claim(antecedent)


def _is_claim(noun: Token) -> bool:
    return bool(cues_of(noun.lemma_, Part.NOUN))


def _clause_before(relative: Token) -> Indexes:
    """The clause that a relative clause stands in, without it."""
    node = relative.head
    while node.head.i != node.i and not (node.pos_ in {"VERB", "AUX"} and is_finite(node)):
        node = node.head
    return subtree(node, without=relative)


def _none(verb: Token, _particle: Token | None) -> Indexes:
    return NOTHING


def _object_of(verb: Token, particle: Token | None) -> Token | None:
    if particle is not None and particle.dep_ == "prep":
        return next((child for child in particle.children if child.dep_ == "pobj"), None)
    return next((child for child in verb.children if child.dep_ == "dobj"), None)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _to_verbs(*governors: Token) -> list[Token]:
    found = [
        child
        for governor in governors
        for child in governor.children
        if child.i > governor.i
        and child.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"}
        and has_infinitive_marker(child)
    ]
    return sorted(found, key=lambda node: node.i)


def _run(governor: Token, first: Token) -> Indexes:
    """The object and the complements after it, up to a comma, a conjunction or an adjunct."""
    found = set(subtree(first))
    for child in _later(governor, first):
        if _ends_object(child):
            found |= _gerund_after_time(child)
            break
        found |= subtree(child)
    return frozenset(found)


def _gerund_after_time(adjunct: Token) -> Indexes:
    """The words "of lying" in "accused Rome on Monday of lying", which may hang on the day."""
    if adjunct.ent_type_ not in _TIMES and not _is_adjunct(adjunct):
        return NOTHING
    beside = [child for child in adjunct.head.children if child.i > adjunct.i and child.lower_ == "of"]
    gerunds = [subtree(child) for child in beside if any(node.dep_ == "pcomp" for node in child.children)]
    return frozenset().union(*gerunds, *(displaced_gerund(node) for node in (adjunct, *adjunct.children)))


def _run_after(verb: Token, particle: Token) -> Indexes:
    found: set[int] = set()
    for child in _later(verb, particle):
        if _ends_object(child):
            break
        found |= subtree(child)
    return frozenset(found)


def _later(governor: Token, first: Token) -> Iterator[Token]:
    return (child for child in governor.children if child.i > first.i)


def _ends_object(child: Token) -> bool:
    if child.dep_ == "advcl" and has_infinitive_marker(child):
        return False
    if child.is_punct and (child.is_quote or child.is_bracket):
        return False
    return child.dep_ in _STOPS_OBJECT or _is_adjunct(child)


def _is_adjunct(child: Token) -> bool:
    if child.dep_ != "prep":
        return False
    return child.lower_ in _ADJUNCT_PREPOSITIONS or any(
        node.dep_ == "pobj" and node.ent_type_ in _TIMES for node in child.children
    )


_FINDERS: Mapping[str, Callable[[Token, Token | None], Indexes]] = {
    Frame.PREDICATE: _predicate,
    Frame.REQUEST: _request,
    Frame.QUESTION: _question,
    Frame.CLAUSE: _clause,
    Frame.INFINITIVE: _infinitive,
    Frame.GERUND: _gerund,
    Frame.OBJECT: _object,
    Frame.NONE: _none,
}
FRAME_ORDER = tuple(_FINDERS)
