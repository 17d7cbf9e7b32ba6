"""Looking mentions up by the words of the parse.

Belongs here: from a word to the mention that it heads or lies in. Does not belong here: finding mentions, or what a
mention does in a position.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipelines.annotate.attribution import tokens_in
from pipelines.annotate.records import Mention
from schemas.codes import MentionKind


class MentionIndex:
    """Mentions by the word that heads them."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._by_head: dict[int, int] = {}
        self._covering: dict[int, int] = {}
        for number, mention in sorted(enumerate(mentions), key=lambda pair: pair[1].char_start - pair[1].char_end):
            tokens = tokens_in(doc, (mention.char_start, mention.char_end))
            inside = {token.i for token in tokens}
            for token in tokens:
                self._covering[token.i] = number  # the shortest mention wins, it comes last
                if token.head.i not in inside or token.head.i == token.i:
                    self._by_head.setdefault(token.i, number)

    def at(self, token: Token) -> int | None:
        """The longest mention that a word heads, else the shortest that covers it."""
        return self._by_head.get(token.i, self._covering.get(token.i))

    def actor_at(self, token: Token) -> int | None:
        """As `at`, without places."""
        number = self.at(token)
        return None if number is None or self.mentions[number].kind is MentionKind.PLACE else number
