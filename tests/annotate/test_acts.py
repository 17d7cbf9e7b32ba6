"""Coding of act, negation and modality from spans alone."""

import pytest
from spacy.tokens import Token

from pipelines.annotate.acts import code_act, code_negated
from pipelines.annotate.attribution import Attribution
from pipelines.annotate.mention_index import MentionIndex
from pipelines.annotate.modality import content_modality
from pipelines.annotate.model import parse_text
from pipelines.annotate.parsed_attribution import ParsedAttribution
from pipelines.annotate.sources import side_of
from pipelines.knowledge.act_words import WordClass, act_words
from pipelines.knowledge.cues import Frame, Part, cues_of, load_cues
from schemas.codes import Act, Modality


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    """Spans by their words; pieces of the content are parted by a bar."""
    pieces = [piece for piece in content.split("|") if piece]
    return Attribution(
        cue=(text.index(cue), text.index(cue) + len(cue)),
        source=(text.index(source), text.index(source) + len(source)),
        content=tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces),
        method="test",
        confidence=1.0,
    )


def nobody(_token: Token) -> bool:
    return False


ACTS = [
    ("The ministry said exports grew last year.", "The ministry", "said", "exports grew last year", Act.STATE),
    ("Voters think the tunnel is safe.", "Voters", "think", "the tunnel is safe", Act.BELIEVE),
    ("Keller asked whether the tunnel was safe.", "Keller", "asked", "whether the tunnel was safe", Act.ASK),
    ("Keller asked the council to close it.", "Keller", "asked", "the council to close it", Act.APPEAL),
    ("Oslo urged Madrid to release the sailors.", "Oslo", "urged", "Madrid to release the sailors", Act.APPEAL),
    ("Keller wants the council to act.", "Keller", "wants", "the council to act", Act.APPEAL),
    ("Keller wants a new bridge.", "Keller", "wants", "a new bridge", Act.BELIEVE),
    ("Unions demanded higher wages.", "Unions", "demanded", "higher wages", Act.DEMAND),
    ("Keller said the mayor must resign.", "Keller", "said", "the mayor must resign", Act.DEMAND),
    ("Keller said the mayor should resign.", "Keller", "said", "the mayor should resign", Act.APPEAL),
    ("Keller suggested that we should wait.", "Keller", "suggested", "that we should wait", Act.PROPOSE),
    ("Lawmakers proposed a new tax.", "Lawmakers", "proposed", "a new tax", Act.PROPOSE),
    ("Keller said he will lower the fees.", "Keller", "said", "he will lower the fees", Act.PROMISE),
    ("Oslo pledged to rebuild the port.", "Oslo", "pledged", "to rebuild the port", Act.PROMISE),
    ("Keller said she is willing to talk.", "Keller", "said", "she is willing to talk", Act.PROMISE),
    ("Keller endorsed the plan.", "Keller", "endorsed", "the plan", Act.SUPPORT),
    ("Keller said she supports the plan.", "Keller", "said", "she supports the plan", Act.SUPPORT),
    ("Keller called it a disgrace.", "Keller", "called", "it a disgrace", Act.CRITICISE),
    ("Keller called it a non-starter.", "Keller", "called", "it a non-starter", Act.CRITICISE),
    ("Keller called him a hero.", "Keller", "called", "him a hero", Act.SUPPORT),
    ("Keller said the talks were useless.", "Keller", "said", "the talks were useless", Act.CRITICISE),
    ("Keller said that Brandt is a liar.", "Keller", "said", "that Brandt is a liar", Act.CRITICISE),
    ("Keller said Brandt stole the funds.", "Keller", "said", "Brandt stole the funds", Act.ACCUSE),
    ("Keller said Brandt was behind the bombing.", "Keller", "said", "Brandt was behind the bombing", Act.ACCUSE),
    ("Keller said the army broke the truce.", "Keller", "said", "the army broke the truce", Act.ACCUSE),
    ("Keller said Brandt is a spy.", "Keller", "said", "Brandt is a spy", Act.ACCUSE),
    ("Keller said a storm killed ten people.", "Keller", "said", "a storm killed ten people", Act.STATE),
    ("Keller said ten people were killed.", "Keller", "said", "ten people were killed", Act.STATE),
    ("Keller said Brandt did not bribe anyone.", "Keller", "said", "Brandt did not bribe anyone", Act.DENY),
    ("Keller said there was no plot.", "Keller", "said", "there was no plot", Act.DENY),
    ("Oslo said it had not yet decided.", "Oslo", "said", "it had not yet decided", Act.STATE),
    ("Oslo dismissed as fantasy the report.", "Oslo", "dismissed", "as fantasy the report", Act.DENY),
    ("Oslo vowed revenge.", "Oslo", "vowed", "revenge", Act.THREATEN),
    ("Oslo said all who resist will be shot.", "Oslo", "said", "all who resist will be shot", Act.THREATEN),
    ("Keller said the dam will not hold.", "Keller", "said", "the dam will not hold", Act.WARN),
    ("Keller said the bank is likely to collapse.", "Keller", "said", "the bank is likely to collapse", Act.WARN),
    ("Keller said the region faces famine.", "Keller", "said", "the region faces famine", Act.WARN),
    ("Keller accused Brandt of theft.", "Keller", "accused", "Brandt of theft", Act.ACCUSE),
    ("Brandt denied taking the money.", "Brandt", "denied", "taking the money", Act.DENY),
    ("Brandt said the report was false.", "Brandt", "said", "the report was false", Act.DENY),
    ("Oslo rejected the offer.", "Oslo", "rejected", "the offer", Act.REJECT),
    ("Oslo flatly refused.", "Oslo", "flatly refused", "", Act.REJECT),
    ("Keller said he would never accept the deal.", "Keller", "said", "he would never accept the deal", Act.REJECT),
    ("Oslo did not support the motion.", "Oslo", "did not support", "the motion", Act.REJECT),
    ("Oslo threatened to expel the envoy.", "Oslo", "threatened", "to expel the envoy", Act.THREATEN),
    ("We vowed to retaliate.", "We", "vowed", "to retaliate", Act.THREATEN),
    ("Unions said they will boycott the bank.", "Unions", "said", "they will boycott the bank", Act.THREATEN),
    ("Unions said he will boycott the bank.", "Unions", "said", "he will boycott the bank", Act.STATE),
    ("Keller said he won't be the nominee.", "Keller", "said", "he won't be the nominee", Act.STATE),
    ("Keller said he was denied entry.", "Keller", "said", "he was denied entry", Act.STATE),
    ("Keller warned that the dam could break.", "Keller", "warned", "that the dam could break", Act.WARN),
    ("Keller said the economy will collapse.", "Keller", "said", "the economy will collapse", Act.WARN),
    ("Keller voiced doubt about the plan.", "Keller", "voiced doubt", "the plan", Act.BELIEVE),
    ("Keller declined to comment.", "Keller", "declined", "to comment", Act.STATE),
    ("Keller said he would not comment.", "Keller", "said", "he would not comment", Act.STATE),
    (
        "Keller said he would neither confirm nor dismiss the idea.",
        "Keller",
        "said",
        "he would neither confirm nor dismiss the idea",
        Act.STATE,
    ),
    (
        "Keller said the visit had its merits, but was unsuccessful.",
        "Keller",
        "said",
        "the visit had its merits, but was unsuccessful",
        Act.CRITICISE,
    ),
    (
        "Keller said the troops have to be pulled back.",
        "Keller",
        "said",
        "the troops have to be pulled back",
        Act.DEMAND,
    ),
    ("Keller said nobody will be moved.", "Keller", "said", "nobody will be moved", Act.PROMISE),
    ("Keller said a better way would be to wait.", "Keller", "said", "a better way would be to wait", Act.PROPOSE),
    (
        "Keller added that Brandt has warned of floods.",
        "Keller",
        "added",
        "that Brandt has warned of floods",
        Act.STATE,
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content", "expected"), ACTS)
def test_act(text: str, source: str, cue: str, content: str, expected: Act) -> None:
    doc = parse_text(text)
    spans = attribution(text, source, cue, content)
    assert (
        code_act(ParsedAttribution.of(doc, spans), side_of(doc, (), spans.source, MentionIndex(doc, []))).act
        is expected
    )


def test_a_warning_of_an_own_hostile_act_is_a_threat() -> None:
    text = "Norway warns it will blockade the port."
    spans = attribution(text, "Norway", "warns", "it will blockade the port")
    parsed = ParsedAttribution.of(parse_text(text), spans)
    assert code_act(parsed, lambda token: token.lower_ == "it").act is Act.THREATEN
    assert code_act(parsed, nobody).act is Act.WARN


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Keller said the dam is safe.", "said", "the dam is safe", False),
        ("Keller said the dam is not safe.", "said", "the dam is not safe", True),
        ("Keller said there is no danger.", "said", "there is no danger", True),
        ("Keller said nobody was hurt.", "said", "nobody was hurt", True),
        ("Keller said he left because it was not safe.", "said", "he left because it was not safe", False),
        ("Keller does not think the dam is safe.", "does not think", "the dam is safe", True),
        ("Keller denied that it was not safe.", "denied", "that it was not safe", False),
        ("Keller said a strike was not ruled out.", "said", "a strike was not ruled out", False),
    ],
)
def test_negated(text: str, cue: str, content: str, expected: bool) -> None:
    parsed = ParsedAttribution.of(parse_text(text), attribution(text, "Keller", cue, content))
    assert code_negated(parsed, code_act(parsed, nobody).act) is expected


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Keller said the dam is safe.", "said", "the dam is safe", Modality.ASSERTED),
        ("Keller said the dam may break.", "said", "the dam may break", Modality.HEDGED),
        ("Keller said the dam will hold.", "said", "the dam will hold", Modality.FUTURE),
        ("Keller said the dam would hold.", "said", "the dam would hold", Modality.FUTURE),
        ("Keller says the dam would hold.", "says", "the dam would hold", Modality.HYPOTHETICAL),
        ("Keller said the dam could have failed.", "said", "the dam could have failed", Modality.HYPOTHETICAL),
        ("Keller said the dam will hold if it stays dry.", "said", "the dam will hold if it stays dry", "conditional"),
        ("If it rains, Keller said, the dam will break.", "said", "If it rains|the dam will break", "conditional"),
        (
            "Keller said the man who asked if it was safe left.",
            "said",
            "the man who asked if it was safe left",
            "asserted",
        ),
        ("Keller vowed to rebuild.", "vowed", "to rebuild", Modality.FUTURE),
        ("Keller rejected the plan.", "rejected", "the plan", Modality.ASSERTED),
    ],
)
def test_modality(text: str, cue: str, content: str, expected: Modality) -> None:
    parsed = ParsedAttribution.of(parse_text(text), attribution(text, "Keller", cue, content))
    assert content_modality(parsed, code_act(parsed, nobody).act, quoted=False) is Modality(expected)


def test_the_lexicon_is_sound() -> None:
    cues = [cue for rows in load_cues().values() for cue in rows]
    assert len({cue.lemma for cue in cues}) >= 250
    assert all((cue.act is None) == (cue.part is Part.LIGHT) for cue in cues)
    frames = set(Frame)
    assert all(cue.frames <= frames for cue in cues if cue.part is Part.VERB)
    assert {cue.act for cue in cues if cue.act} == set(Act)


def test_rows_with_a_particle_come_first() -> None:
    assert [cue.particle for cue in cues_of("Warn", Part.VERB)][-1] == ""
    assert cues_of("xylophone", Part.VERB) == ()


def test_every_word_class_has_words() -> None:
    assert set(act_words()) == set(WordClass)
