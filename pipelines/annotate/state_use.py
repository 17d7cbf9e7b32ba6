"""Whether a state's or a capital's name is an agent or a place.

Belongs here: one rule over dependency and preposition. Does not belong here: which state it is.

The rule. A name is a place (1) after a preposition of place, and after "to" and "from" unless somebody is spoken to
or something is wanted of the state; (2) as the object of a verb of movement or border; (3) as the possessor or
modifier of a word for a part of the land; (4) in coordination with a place; (5) after "northern", "rural" and the
like, and after "border with" or "train between". All else is an agent: subjects, objects, possessors, "with",
"against", "between", "by", "on", and "in" after a word for what somebody feels ("anger in Rome"). A capital that
modifies a noun is a place ("the Vienna talks").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.codes import NameType

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PLACE_PREPOSITIONS = frozenset(
    {"in", "into", "near", "across", "through", "throughout", "around", "inside", "outside", "within", "at", "toward"}
    | {"towards", "onto", "over", "along", "off", "via", "beyond", "up", "down"}
)
_SPEAKING = frozenset(
    {"say", "tell", "speak", "talk", "offer", "promise", "appeal", "respond", "write", "give", "explain", "lend"}
    | {"sell", "pledge", "propose", "reply", "message", "letter", "response", "answer", "threat", "warning", "call"}
    | {"ultimatum", "supply", "provide", "weapon", "export", "commitment", "opposition", "assurance", "ally", "belong"}
    | {
        "support",
        "aid",
        "loan",
        "ambassador",
        "envoy",
        "protest",
        "complaint",
        "apology",
        "note",
        "condolence",
        "signal",
    }
    | {"concession", "demand", "request", "gratitude", "hostility", "loyalty", "surrender", "apologise", "apologize"}
    | {"cede", "sale", "delivery", "objection", "challenge", "blow", "danger", "gift", "link", "tie"}
)
_WANTING = frozenset(
    {"demand", "want", "seek", "threat", "pressure", "guarantee", "response", "aggression", "assurance", "support"}
    | {"statement", "message", "help", "aid", "protection", "independence", "official", "call", "request", "expect"}
    | {
        "apology",
        "concession",
        "reply",
        "answer",
        "letter",
        "permission",
        "approval",
        "assistance",
        "complaint",
        "loan",
    }
    | {"condemnation", "criticism", "objection", "opposition", "promise", "pledge", "warning", "protest", "praise"}
)
_MOVING = frozenset(
    {"visit", "tour", "enter", "leave", "reach", "cross", "border", "flee", "exit", "surround", "traverse", "quit"}
)
_LAND = frozenset(
    {"border", "territory", "soil", "coast", "north", "south", "east", "west", "northeast", "northwest", "southeast"}
    | {"southwest", "capital", "city", "town", "village", "region", "province", "interior", "outskirts", "airspace"}
    | {"suburb", "airport", "street", "area", "water", "coastline", "frontier", "shore", "mountain", "countryside"}
)
_BORDERS = frozenset({"border", "frontier"})
_WAYS = _BORDERS | {
    "train",
    "flight",
    "road",
    "ferry",
    "bus",
    "route",
    "line",
    "railway",
    "motorway",
    "highway",
    "bridge",
}
_PARTS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern"}
    | {"southwestern", "rural", "upstate", "coastal", "downtown"}
)
_LONGEST_LIST = 40  # names in coordination that are followed to the first
# Prepositions that make a place after these words only.
_PLACES_AFTER = {"of": _LAND, "with": _BORDERS, "between": _WAYS}
_LOCATING = frozenset({"-based", "-born", "-bound", "-area", "-registered", "-listed"})
_FEELING = frozenset(
    {"alarm", "anger", "anxiety", "concern", "dismay", "doubt", "expectation", "fear", "frustration", "fury", "hope"}
    | {"optimism", "outrage", "relief", "resentment", "scepticism", "skepticism", "suspicion", "unease", "worry"}
    | {
        "distrust",
        "mistrust",
        "disappointment",
        "satisfaction",
        "irritation",
        "consternation",
        "delight",
        "indignation",
    }
)


def is_place(name: Span, name_type: NameType) -> bool:
    """Whether the name of a state or capital is used as a place; demonyms never are."""
    if name_type is NameType.DEMONYM:
        return False
    after = name.doc[name.end : name.end + 2].text.lower()  # "the London-based bank"
    part = any(child.i < name.start and child.lower_ in _PARTS for child in name.root.lefts)
    return part or after in _LOCATING or _is_place(name.root, capital=name_type is NameType.CAPITAL)


def _is_place(token: Token, *, capital: bool) -> bool:
    for _ in range(_LONGEST_LIST):
        head = token.head
        possessor = token.dep_ == "poss" or any(child.tag_ == "POS" for child in token.children)
        modifier = token.dep_ in {"compound", "nmod", "amod"}
        if possessor or modifier:
            return head.lemma_.lower() in _LAND or (modifier and capital and head.pos_ == "NOUN")
        if token.dep_ != "conj" or head.i > token.i or head.pos_ != "PROPN":
            break
        token = head
    if token.dep_ == "pobj":
        return _is_preposition_of_place(head)
    if token.dep_ in {"appos", "npadvmod"}:  # "Lagos, Nigeria"
        return head.pos_ == "PROPN"
    return token.dep_ == "dobj" and head.lemma_.lower() in _MOVING


def _is_preposition_of_place(preposition: Token) -> bool:
    word = preposition.lower_
    if word == "in" and preposition.i > 0 and preposition.nbor(-1).lemma_.lower() in _FEELING:
        return False
    governor = preposition.head
    # "in and around Ukraine": the preposition stands in coordination with another.
    while governor.pos_ == "ADP" and governor.i != governor.head.i:
        governor = governor.head
    lemma = governor.lemma_.lower()
    if word == "to":
        said = {child.lemma_.lower() for child in governor.children if child.dep_ == "dobj"}
        return _SPEAKING.isdisjoint({lemma, *said})
    if word == "from":
        return lemma not in _WANTING
    if word in _PLACES_AFTER:
        return lemma in _PLACES_AFTER[word]
    return word in _PLACE_PREPOSITIONS
