"""Whose words: the source of a verb cue in the dependency parse.

Belongs here: finding the noun phrase that speaks, thinks or wants. Does not belong here: cues and contents, or
which actor the phrase refers to.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipelines.annotate.quotes import QuoteRegion, region_at

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SILENT = frozenset({"it", "this", "that", "these", "those", "what", "which", "there", "whatever", "everything"})
_SILENT_ENTITIES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL", "LAW"})
_ABSTRACT = ("ion", "ions", "ness", "ment", "ments", "ity", "ities", "ance", "ence", "ure", "ures", "ing", "ings", "cy")
_BODIES = frozenset(
    {
        "administration",
        "agency",
        "assembly",
        "association",
        "authority",
        "city",
        "coalition",
        "commission",
        "community",
        "constituency",
        "corporation",
        "county",
        "delegation",
        "department",
        "embassy",
        "executive",
        "federation",
        "foundation",
        "government",
        "institution",
        "leadership",
        "majority",
        "minority",
        "ministry",
        "nation",
        "opposition",
        "organisation",
        "organization",
        "parliament",
        "police",
        "regime",
        "union",
        "university",
    }
)
_MAX_CLIMB = 6
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
# "accused Rome of lying", "praised him for refusing": the object, not the subject, is who lies or refuses.
_OBJECT_CONTROL = frozenset({"of", "for", "from", "against"})


@dataclass(frozen=True, slots=True)
class Source:
    """The head of a source phrase and the indexes of its words.

    `shared_from` is the verb whose subject it is, when that is not the cue itself ("he said …, adding …").
    """

    head: Token
    tokens: frozenset[int]
    shared_from: Token | None = None


def subtree(token: Token, without: Token | None = None) -> frozenset[int]:
    """Indexes of a word and everything under it, minus another word and everything under that."""
    dropped = {node.i for node in without.subtree} if without is not None else set()
    return frozenset(node.i for node in token.subtree if node.i not in dropped)


def phrase(token: Token) -> frozenset[int]:
    """As `subtree`, with the rest of a hyphenated word that the parser cut: "the ex" of "the ex-president of Peru"."""
    found = subtree(token)
    while (rest := _hyphenated_with(token.doc[max(found)])) is not None:
        found |= {rest.i - 1, rest.i} | (frozenset[int]() if rest.is_ancestor(token) else subtree(rest))
    return found


def _hyphenated_with(token: Token) -> Token | None:
    """The word after a hyphen without white space around it."""
    if token.text in _HYPHENS and token.i > 0:
        token = token.nbor(-1)
    rest = token.doc[token.i + 1 : token.i + 3]
    joined = len(rest) > 1 and rest[0].text in _HYPHENS and not token.whitespace_ and not rest[0].whitespace_
    return rest[1] if joined and rest[1].text[0].isalnum() else None


def end_of_word(token: Token) -> Token:
    """The last part of the hyphenated word that a token begins, else the token."""
    while (rest := _hyphenated_with(token)) is not None:
        token = rest
    return token


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive with or without its auxiliary ("was rejected", "a plan backed by")."""
    deps = {child.dep_ for child in verb.children}
    if verb.tag_ == "VBD" and verb.dep_ == "advcl" and verb.sent.start == verb.i:
        return not deps & _SUBJECTS  # "Asked about it, …" is often tagged as past tense
    if verb.tag_ != "VBN":
        return False
    return bool(deps & {"auxpass", "nsubjpass", "agent"}) or ("aux" not in deps and verb.dep_ in {"acl", "advcl"})


def find_source(verb: Token, regions: list[QuoteRegion]) -> Source | None:
    """The source of a verb cue: its agent, its subject, or the subject that it shares with a higher verb."""
    if is_passive(verb):
        return _agent(verb)
    own = _own_subject(verb, regions)
    if own is not None:
        return Source(own, phrase(own)) if own.dep_ in _SUBJECTS else None
    return _inverted_subject(verb, regions) or _shared_subject(verb, regions)


def _inverted_subject(verb: Token, regions: list[QuoteRegion]) -> Source | None:
    """The noun phrase after '“…,” said', where the parser hung it on another verb."""
    if verb.i + 1 >= len(verb.doc) or not any(0 <= verb.idx - region.end <= 1 for region in regions):
        return None
    first = noun = verb.nbor()
    while noun.head.pos_ in {"NOUN", "PROPN"} and noun.head.i > noun.i and noun.head.left_edge.i == first.i:
        noun = noun.head
    is_subject = noun.dep_ in _SUBJECTS or (noun.dep_ == "dobj" and noun.head.i == verb.i)
    return Source(noun, phrase(noun)) if noun.pos_ in {"NOUN", "PROPN"} and is_subject else None


def _agent(verb: Token) -> Source | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return Source(noun, phrase(noun) - displaced_gerund(noun))
    return None


def displaced_gerund(noun: Token) -> frozenset[int]:
    """Indexes of "of taking bribes" that parsers hang on the word before it: "was accused by the court of …"."""
    return frozenset().union(
        *(
            subtree(child)
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ == "of" and any(node.dep_ == "pcomp" for node in child.children)
        )
    )


def _own_subject(verb: Token, regions: list[QuoteRegion]) -> Token | None:
    """The subject, unless it stands in a quotation and the verb does not."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS | {"csubj", "expl"}:
            region = region_at(regions, child.idx)
            if region is None or region.covers(verb.idx) or region.start > verb.idx:
                return child
    return None


def _shared_subject(verb: Token, regions: list[QuoteRegion]) -> Source | None:
    node = verb
    for _ in range(_MAX_CLIMB):
        above = _governor(node, verb, regions)
        if above is None or above.i == node.i:
            return None
        if above.pos_ in {"NOUN", "PROPN", "PRON"}:
            return Source(above, subtree(above, without=node)) if node.dep_ == "acl" else None
        controller = _controlling_object(node, above)
        if controller is not None:
            return Source(controller, phrase(controller), above)
        subject = _own_subject(above, regions)
        if subject is not None:
            return Source(subject, phrase(subject), above) if subject.dep_ == "nsubj" else None
        if is_passive(above):
            agent = _agent(above)
            return Source(agent.head, agent.tokens, above) if agent is not None else None
        node = above
    return None


def _controlling_object(node: Token, above: Token) -> Token | None:
    """Who does what stands after a preposition: "Rome" in "accused Rome of lying" and "Rome was accused of lying"."""
    if node.dep_ != "pcomp":
        return None
    if is_passive(above):
        controls = node.head.lower_ in _OBJECT_CONTROL | {"as"}
        return next((child for child in above.children if child.dep_ == "nsubjpass" and controls), None)
    controls = node.head.lower_ in _OBJECT_CONTROL
    return next((child for child in above.children if child.dep_ == "dobj" and controls), None)


def _governor(node: Token, verb: Token, regions: list[QuoteRegion]) -> Token | None:
    """The word whose subject a verb without subject takes over; None where it takes over none."""
    head = node.head
    if node.dep_ == "pcomp":
        return head.head if head.pos_ == "ADP" and head.head.pos_ in {"VERB", "AUX"} else None
    if node.dep_ == "acl":
        return head
    if node.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "dep"}:
        return None
    if node.dep_ == "ccomp" and node.lower_ != verb.lower_:
        return None
    return _out_of_quotation(head, verb, regions) if head.pos_ in {"VERB", "AUX"} else None


def _out_of_quotation(head: Token, verb: Token, regions: list[QuoteRegion]) -> Token:
    """Skip verbs of a quotation that closed before the cue: 'said “it depends,” adding …' is about who said."""
    while (
        (region := region_at(regions, head.idx))
        and not region.covers(verb.idx)
        and head.head.i != head.i
        and head.head.pos_ in {"VERB", "AUX"}
    ):
        head = head.head
    return head


def can_speak(source: Source, *, reporting: bool) -> bool:
    """Whether a phrase may be a source: a person, body or people, or (for reporting verbs) a document or "it"."""
    head = relative_antecedent(source.head) or source.head
    if head.ent_type_ in _SILENT_ENTITIES and head.pos_ != "PRON" and not reporting:
        return False
    if head.lower_ in _SILENT and not any(child.dep_ == "relcl" for child in head.children):
        return reporting and head.lower_ == "it"
    if head.pos_ == "NOUN" and not reporting and is_abstract(head):
        return False
    return head.pos_ in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X", "SYM"}


def is_abstract(noun: Token) -> bool:
    """Whether a common noun has the ending of an action or quality and is no body ("failure", not "union")."""
    lemma = noun.lemma_.lower()
    return lemma.endswith(_ABSTRACT) and lemma not in _BODIES and not noun.ent_type_


def relative_antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun ("who", "which", "that") stands for."""
    if pronoun.tag_ not in {"WP", "WDT"}:
        return None
    node = pronoun.head
    while node.dep_ == "conj":
        node = node.head
    return node.head if node.dep_ == "relcl" else None
