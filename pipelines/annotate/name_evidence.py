"""What an article shows of a single word's kind: whether a bare capitalised word is a person's surname.

Belongs here: evidence for and against a person, gathered over the whole article. Does not belong here: which tokens
are names, or the repair itself (`names`).

The rule. A single capitalised word that is the subject of a verb of speaking is a person where the recogniser passed
it over or called it an organisation; where it called it a place, only with he or she in what is said or at the head
of the next sentence. Against it speak, anywhere in the article: an article or adjective before the word, the word as
modifier ("the Nissan plant"), as part of a longer name that is no person's, after "at" or "in", in small letters, and
"it" or "its" in what is said. Names of the registry and nouns for bodies ("Parliament") are settled elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipelines.annotate.roles import role_ending_at
from pipelines.knowledge.registry import names_by_key, normalise_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Verbs whose subject is nearly always a person or a body that speaks.
_SPEAKING = frozenset(
    {"say", "tell", "warn", "add", "insist", "reply", "argue", "explain", "recall", "concede", "admit", "tweet", "joke"}
    | {"ask", "urge", "vow", "retort", "quip", "complain", "remark", "respond", "declare", "stress", "note", "promise"}
    | {"acknowledge", "accuse", "thank", "praise", "apologise", "apologize"}
)
_PERSONAL = frozenset({"he", "she", "his", "her", "himself", "herself"})
_IMPERSONAL = frozenset({"it", "its", "itself"})
_MODIFYING = frozenset({"compound", "nmod", "amod"})
_LOCATING = frozenset({"at", "in"})
# Words of the news that the recogniser takes for persons and that stand for none.
_NO_PERSONS = frozenset(
    {"brexit", "covid", "omicron", "turnout", "inflation", "unemployment", "polling", "remain", "leave", "bitcoin"}
)
_SHORTEST = 3


def speaking_surnames(doc: Doc) -> frozenset[str]:
    """The normalised single words that the article shows to be persons by what they do."""
    tokens: dict[str, list[Token]] = defaultdict(list)
    for token in doc:
        tokens[normalise_name(token.text)].append(token)
    speakers = {normalise_name(token.text) for token in doc if _speaks(token)}
    return frozenset(key for key in speakers if not any(_speaks_against(token) for token in tokens[key]))


def is_no_person(doc: Doc, token: Token) -> bool:
    """Whether a single word that was taken for a person is a common word: in small letters elsewhere, or known."""
    key = normalise_name(token.text)
    return key in _NO_PERSONS or (token.is_sent_start is True and any(other.text == key for other in doc))


def _speaks(token: Token) -> bool:
    # The tagger takes surnames such as "Torres" for plurals; that the recogniser has them as names outweighs it.
    if token.pos_ != "PROPN" and not (token.pos_ == "NOUN" and token.ent_type_ in {"ORG", "PERSON"}):
        return False
    if not token.is_title or len(token) < _SHORTEST or token.dep_ != "nsubj":
        return False
    if token.head.lemma_.lower() not in _SPEAKING or any(True for _ in token.lefts) or _in_longer_name(token):
        return False
    key = normalise_name(token.text)
    if key in _NO_PERSONS or key in names_by_key() or role_ending_at(token.doc, token.i + 1) is not None:
        return False
    return token.ent_type_ in {"", "ORG", "PERSON"} or (token.ent_type_ == "GPE" and _said_of_self(token, _PERSONAL))


def _said_of_self(token: Token, pronouns: frozenset[str]) -> bool:
    """Whether what is said, or the next sentence, has one of the pronouns as its first subject or possessor."""
    said = [child for child in token.head.rights if child.dep_ == "ccomp"]
    if pronouns is _IMPERSONAL:  # "it was time": the subject of "be" is often nothing
        said = [clause for clause in said if clause.lemma_ != "be"]
    firsts = [subject for clause in said for subject in clause.lefts if subject.dep_ in {"nsubj", "nsubjpass"}]
    owners = [child for subject in firsts for child in subject.lefts if child.dep_ == "poss"]
    after = token.sent.end
    # "It" at the head of the next sentence may be anything.
    following = [token.doc[after]] if pronouns is _PERSONAL and after < len(token.doc) else []
    return any(word.lower_ in pronouns for word in [*firsts, *owners, *following])


def _speaks_against(token: Token) -> bool:
    if not token.text[:1].isupper():
        return True
    if token.ent_type_ == "PERSON" and _in_longer_name(token):
        return False
    if _in_longer_name(token) or (token.dep_ in _MODIFYING and token.head.i > token.i):
        return True
    if any(child.pos_ in {"DET", "ADJ"} for child in token.lefts):
        return True
    if token.dep_ == "pobj" and token.head.lower_ in _LOCATING:
        return True
    return _speaks(token) and _said_of_self(token, _IMPERSONAL)


def _in_longer_name(token: Token) -> bool:
    """Whether the recogniser has the word in a name of several words."""
    if not token.ent_type_:
        return False
    doc = token.doc
    starts_alone = token.ent_iob_ == "B"
    goes_on = token.i + 1 < len(doc) and doc[token.i + 1].ent_iob_ == "I" and doc[token.i + 1].tag_ != "POS"
    return not starts_alone or goes_on
