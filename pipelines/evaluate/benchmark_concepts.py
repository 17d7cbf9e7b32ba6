"""What a quantity is about, as NewsQuant has it: the words of the nouns that it belongs to.

Belongs here: those words, by the parse. Does not belong here: anything that the published tables hold: there the
counted noun stands in `numbers.counted`, and nothing tries to name a "concept".

From the quantity upwards, up to the first clause with a subject: what it is a share of ("of" after it), the nouns that
it modifies, for a clause that describes a noun that noun, the subject, and the object that changes by the quantity
("it lowered its forecast to 5%"). Words stand as they are written, without function words, dates, and the quantities'
own words; numerals in names stay ("S&P 500").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from spacy.tokens import Doc, Token

    from pipelines.annotate.records import Number, Offsets

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OUTSIDE = frozenset({"relcl", "acl", "advcl", "appos", "ccomp", "advmod", "npadvmod"})  # of a noun phrase
_RELATIVE = frozenset({"WDT", "WP"})
_DATES = frozenset({"DATE", "TIME"})
_OF_OBJECT = frozenset({"to", "by", "from", "at", "for"})  # "lowered its forecast to 5%"
_HYPHENS = frozenset("-‐‑–&")


def concepts_of(doc: Doc, number: Number, numbers: Iterable[Number]) -> tuple[str, ...]:
    """The words that tell what a number is about, in the text's order.

    Args:
        doc: the parsed sentence.
        number: one of its numbers.
        numbers: all of them, whose words are left out.

    Returns: the words, none twice; empty where the parse tells none.
    """
    left_out = frozenset(token for one in numbers for token in own_tokens(doc, one))
    path = _path(own_tokens(doc, number))
    heads = dict.fromkeys([*_whole(doc, number), *_heads(path, left_out)])
    tokens = {token for head in heads for token in _phrase(head, left_out) if not _is_date(token)}
    tokens -= {token for token in path if token.pos_ not in _NOUNS}  # "worth", "lower"
    return tuple(dict.fromkeys(_words(sorted(tokens))))


def own_tokens(doc: Doc, number: Number) -> list[Token]:
    """The tokens of a number, of its unit, and of what it counts where that is its unit."""
    counted = number.counted_span if number.unit is None else None
    spans = [(number.char_start, number.char_end), *([counted] if counted else [])]
    return [token for span in spans for token in tokens_in(doc, span)]


def tokens_in(doc: Doc, offsets: Offsets) -> list[Token]:
    """The tokens that a span touches."""
    start, end = offsets
    return [token for token in doc if token.idx < end and start < token.idx + len(token)]


def content_lemmas(tokens: Iterable[Token]) -> list[str]:
    """The dictionary forms of content words; names keep theirs."""
    content = [token for token in tokens if token.pos_ in _CONTENT]
    return [token.text if token.pos_ == "PROPN" else token.lemma_.lower() for token in content]


def _whole(doc: Doc, number: Number) -> list[Token]:
    """The head of what a number with a unit measures or is a share of, where the text names it."""
    if number.unit is None or number.counted_span is None:
        return []
    return tokens_in(doc, number.counted_span)[-1:]


def _path(own: Sequence[Token]) -> list[Token]:
    """The token that joins a quantity to its sentence, and all above it."""
    token = next(one for one in own if one.head not in own or one.head == one)
    return [token, *token.ancestors]


def _heads(path: Sequence[Token], left_out: Set[Token]) -> Iterator[Token]:
    """The heads of the noun phrases that a quantity belongs to, from the nearest on."""
    used = {*left_out, *path}
    below = path[0]
    for above in path:
        if above.pos_ in _NOUNS and above not in left_out:
            yield above
        if above.pos_ in _VERBS:
            subjects = [child for child in above.children if child.dep_ in _SUBJECTS and child.tag_ not in _RELATIVE]
            nouns = [subject for subject in subjects if subject.pos_ in _NOUNS and subject not in used]
            if not nouns or below.lower_ in _OF_OBJECT:
                yield from (child for child in above.children if child.dep_ == "dobj" and child not in used)
            yield from nouns
            if subjects:
                return
        below = above


def _phrase(head: Token, left_out: Set[Token]) -> Iterator[Token]:
    """The tokens of a noun phrase without its clauses, and without quantities."""
    yield head
    for child in head.children:
        if child.dep_ not in _OUTSIDE and child not in left_out:
            yield from _phrase(child, left_out)


def _is_date(token: Token) -> bool:
    return token.ent_type_ in _DATES and token.pos_ != "ADJ"  # "annual profit"


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """The words with content, those that hyphens join as one ("e-mail")."""
    chunk: list[Token] = []
    for token in tokens:
        if chunk and not _are_joined(chunk[-1], token):
            yield from _joined(chunk)
            chunk = []
        chunk.append(token)
    yield from _joined(chunk)


def _are_joined(one: Token, following: Token) -> bool:
    adjacent = one.i + 1 == following.i and not one.whitespace_
    return adjacent and not _HYPHENS.isdisjoint({one.text, following.text})


def _joined(chunk: Sequence[Token]) -> Iterator[str]:
    if any(_has_content(token) for token in chunk):
        yield "".join(token.text for token in chunk)


def _has_content(token: Token) -> bool:
    if token.pos_ == "NUM":
        return token.like_num
    return token.pos_ in _CONTENT and (token.pos_ == "PROPN" or not token.is_stop)
