"""The row of the cue lexicon for the cue of an attribution.

Belongs here: matching words of a cue, as any engine gives it, with lemmas, particles and frames of the lexicon. Does
not belong here: what the content says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from pipelines.annotate.clauses import VERBAL
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.knowledge.cues import Cue, Frame, Part, cues_of
from schemas.codes import Act

_LEXICAL = (Part.VERB, Part.NOUN, Part.ADJECTIVE)
_COPULAS = frozenset({"be", "feel", "seem", "remain", "become", "sound", "look", "stay", "grow"})
_ENDINGS = (("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))


def lexicon_entry(parsed: ParsedAttribution) -> Cue | None:
    """The row for the cue and the frame of its content; None for cues that the lexicon does not hold.

    The verb decides, unless it only lends its subject or only reports: then a cue noun or adjective beside it does
    ("voiced concern", "is critical of"). Words that the tagger took for another part of speech ("Quito hopes to …")
    are looked up in any part.
    """
    verb = _best(parsed, [parsed.head], Part.VERB) if parsed.head.pos_ in VERBAL else None
    lends = bool(cues_of(parsed.head.lemma_, Part.LIGHT))
    if verb is not None and verb.act is not Act.STATE and not lends:
        return verb
    named = _best(parsed, [token for token in parsed.cue if token.pos_ in {"NOUN", "PROPN"}], Part.NOUN)
    return named or _adjective(parsed) or _governed_verb(parsed) or verb or next(_mistagged(parsed), None)


def _governed_verb(parsed: ParsedAttribution) -> Cue | None:
    """The row of the verb that a plain one leads up to within the cue: "is said to believe", "called out to ask"."""
    verbs = [token for token in parsed.cue if token.pos_ == "VERB" and token.i > parsed.head.i and token.tag_ == "VB"]
    return _best(parsed, verbs, Part.VERB)


def _adjective(parsed: ParsedAttribution) -> Cue | None:
    """The row of "is convinced", which taggers take for a verb as often as not."""
    if not any(token.lemma_ in _COPULAS for token in parsed.cue):
        return None
    return _best(parsed, [token for token in parsed.cue if token.pos_ in {"ADJ", "VERB"}], Part.ADJECTIVE)


def _best(parsed: ParsedAttribution, tokens: Sequence[Token], part: Part) -> Cue | None:
    for token in tokens:
        for lemma in dict.fromkeys((token.lemma_, token.lower_)):
            if cue := _fitting(parsed, cues_of(lemma, part)):
                return cue
    return None


def _fitting(parsed: ParsedAttribution, cues: Sequence[Cue]) -> Cue | None:
    """The first row whose particle stands by and whose frame the content has, else the first whose particle does."""
    beside = {token.lower_ for token in parsed.cue}
    beside |= {child.lower_ for child in parsed.head.children if child.dep_ == "prt"}
    beside |= {root.lower_ for root in parsed.roots if root.dep_ in {"prep", "prt"}}
    rows = [cue for cue in cues if set(cue.particle.split()) <= beside]
    frames = (parsed.frame, Frame.QUOTE) if parsed.frame is Frame.CLAUSE else (parsed.frame,)
    fitting = (cue for frame in frames for cue in rows if frame in cue.frames)
    return next(fitting, rows[0] if rows else None)


def _mistagged(parsed: ParsedAttribution) -> Iterator[Cue]:
    for token in parsed.cue:
        stems = [token.lower_.removesuffix(old) + new for old, new in _ENDINGS if token.lower_.endswith(old)]
        for lemma in (token.lemma_, token.lower_, *stems):
            for part in _LEXICAL:
                if cue := _fitting(parsed, cues_of(lemma, part)):
                    yield cue
