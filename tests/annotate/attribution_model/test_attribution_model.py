"""The model that ships: what it promises on any text, and what happens when its files are not whole."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import engine
from pipelines.annotate.attribution_model.attributions import longest, model_attributions
from pipelines.annotate.attribution_model.extractor import read
from pipelines.annotate.attribution_model.runtime import (
    DECODING,
    ENCODER,
    FILES,
    MANIFEST,
    WEIGHTS,
    AttributionModelError,
    check_files,
    load_attribution_model,
)
from pipelines.annotate.model import parse_text
from pipelines.annotate.positions import PositionEngine
from pipelines.engine import choose_positions

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.annotate.attribution_model.extractor import FoundAttribution

NEWS = (
    "Lawmakers said on Tuesday that the port would stay closed.\n\n"
    "“We cannot open it,” Harbour Minister Ines Roth told reporters. She accused the operator of hiding a report.\n\n"
    "The operator denied that it had hidden anything.\n"
)
AWKWARD = {
    "unbalanced quotes": "“We will not go, he said. ”Nor will they” she “added.",
    "nested quotes": "He said, “She told me, ‘They said “no” to it,’ and left.”",
    "a quotation over paragraphs": "“We waited,” he said. “We waited.\n\n“Nobody came.\n\n“So we left,” he added.",
    "a sentence of 1,000 words": "The mayor said that " + "the road and " * 330 + "the bridge are closed.",
    "capitals": "THE MINISTER SAID THE TALKS HAD FAILED. HE BLAMED THE OTHER SIDE.",
    "no verb": "Rain. Fog. A bridge, a road, no cars. Silence.",
    "one line of marks": "“”‘’\"\"''—–:;,.!?()[]",
    "digits": "1,000 2,000 3,000 4,000",
    "other scripts": "Он сказал: «нет». 他说不。 قال لا.",
    "joined emoji": "He said 👩‍👩‍👧‍👦 was fine, she said 🇺🇳.",
}


def find(text: str) -> list[FoundAttribution]:
    return load_attribution_model().find(load_attribution_model().encode(text))


def words(text: str) -> list[tuple[str, str, str]]:
    return [
        tuple(" … ".join(text[start:end] for start, end in role) for role in (one.source, one.cue, one.content))
        for one in find(text)
    ]  # type: ignore[misc]


def test_plain_news_gives_source_cue_and_content() -> None:
    found = words(NEWS)
    assert ("Lawmakers", "said", "that the port would stay closed") in found
    assert ("Harbour Minister Ines Roth", "told", "“We cannot open it,”") in [(s, c, t) for s, c, t in found]
    assert ("She", "accused", "the operator of hiding a report") in found
    assert ("The operator", "denied", "that it had hidden anything") in found


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_texts_give_spans_inside_the_text(name: str) -> None:
    check_spans(AWKWARD[name])


@settings(max_examples=40)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.text("said “”\"' \nTheymy.,:", max_size=300)
)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    check_spans(text)


def check_spans(text: str) -> None:
    for one in find(text):
        assert one.cue
        assert one.content
        assert 0 < one.confidence < 1
        for role in (one.source, one.cue, one.content):
            assert list(role) == sorted(role)
            assert all(text[start:end].strip() == text[start:end] != "" for start, end in role)


def test_a_text_reads_the_same_alone_and_beside_others() -> None:
    before = [(one.source, one.cue, one.content, one.confidence) for one in find(NEWS)]
    find(AWKWARD["a sentence of 1,000 words"])
    assert [(one.source, one.cue, one.content, one.confidence) for one in find(NEWS)] == before


def test_work_grows_with_the_text_and_no_faster() -> None:
    model = load_attribution_model()

    def runs(text: str) -> tuple[int, int]:
        found = read(model.encode(text), model.network, model.decoding)
        return len(found), sum(len(readings) for _, readings in found)

    once, many = runs(NEWS * 4), runs(NEWS * 16)
    assert many[0] <= 4 * once[0] + 1
    assert many[1] <= 5 * once[1]


def test_the_engine_gives_one_cue_and_one_source() -> None:
    found = model_attributions(parse_text(NEWS))
    assert len(found) == len(find(NEWS))
    assert all(0 < one.confidence <= 1 and one.method == "attribution_model" for one in found)


def test_of_pieces_the_longest_is_taken() -> None:
    assert longest(((0, 3), (5, 9), (12, 16))) == (5, 9)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(WEIGHTS, tmp_path / "weights")


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(AttributionModelError, match=f"{name} is not the file that {MANIFEST} names"):
        check_files(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / DECODING).unlink()
    with pytest.raises(AttributionModelError, match=f"{DECODING}.*install the package again"):
        check_files(copied)


def test_the_manifest_names_every_file_of_the_folder(copied: Path) -> None:
    named = json.loads((copied / MANIFEST).read_text())["sha256"]
    assert sorted(named) == sorted(FILES)
    assert {path.name for path in copied.iterdir()} - {"__init__.py"} == {*FILES, MANIFEST, "MODEL_CARD.md"}
    assert sum((copied / name).stat().st_size for name in FILES) <= 25_000_000
    assert (copied / ENCODER).stat().st_size > 1_000_000


def test_without_the_model_rules_take_over_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: False)
    assert choose_positions() is PositionEngine.RULES
    assert "found by rules" in caplog.text
    with pytest.raises(AttributionModelError, match="--positions rules"):
        choose_positions("model")


def test_the_wanted_engine_is_used(caplog: pytest.LogCaptureFixture) -> None:
    assert choose_positions() is PositionEngine.MODEL
    assert choose_positions("rules") is PositionEngine.RULES
    assert not caplog.text
