"""Numbers in text: values, spans and what is left alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.annotate.lexer import LexedNumber, lex

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")]


def in_words(number: int, *, british: bool) -> str:
    """A whole number below 10^15 in words; with "and" where British English has it."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    for scale, name in [*SCALES, (100, "hundred")]:
        if number >= scale:
            rest = number % scale
            joiner = " and " if british and rest < 100 else " "
            words = f"{in_words(number // scale, british=british)} {name}"
            return words + (joiner + in_words(rest, british=british) if rest else "")
    raise AssertionError(number)


def only(text: str) -> LexedNumber:
    (number,) = lex(text)
    return number


@pytest.mark.parametrize("text", ["plus or minus 4", "+/-4"])
def test_either_sign_is_none(text: str) -> None:
    assert only(text).value == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("14,000", 14_000),
        ("1,234,567.25", 1_234_567.25),
        ("12,50,000", 1_250_000),
        ("20\u202f000", 20_000),
        ("23 000", 23_000),
        ("5.17 1/2", 5.175),
        ("twice", 2),
        ("0.75", 0.75),
        (".5", 0.5),
        ("-3.5", -3.5),
        ("\u22128", -8),
        ("+4", 4),
        ("minus 40", -40),
        ("twenty-five", 25),
        ("Forty two", 42),
        ("two hundred and six", 206),
        ("a hundred", 100),
        ("twenty-five hundred", 2_500),
        ("a thousand and one", 1_001),
        ("two hundred and six thousand", 206_000),
        ("2.3 million", 2.3e6),
        ("3bn", 3e9),
        ("45k", 45_000),
        ("6 bn", 6e9),
        ("two and a half million", 2.5e6),
        ("a million and a half", 1.5e6),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("half a dozen", 6),
        ("four dozen", 48),
        ("three lakh", 300_000),
        ("a couple of hundred", 200),
        ("half", 0.5),
        ("one-half", 0.5),
        ("a quarter", 0.25),
        ("two-thirds", 2 / 3),
        ("one-fifth", 0.2),
        ("1/2", 0.5),
        ("2 3/4", 2.75),
        ("6½", 6.5),
        ("¼", 0.25),
        ("one and a half", 1.5),
    ],
)
def test_a_number_on_its_own_is_read_whole(text: str, value: float) -> None:
    number = only(text)
    assert number.value == pytest.approx(value)
    assert number.value_max is None
    assert not number.ordinal
    if not text.startswith(("a quarter", "a couple")):
        assert (number.char_start, number.char_end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first", 1),
        ("21st", 21),
        ("103rd", 103),
        ("thirtieth", 30),
        ("forty-second", 42),
        ("two hundred and sixth", 206),
        ("hundredth", 100),
    ],
)
def test_ordinals(text: str, value: float) -> None:
    number = only(text)
    assert (number.value, number.ordinal, number.char_end) == (value, True, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "found"),
    [
        ("tens of thousands of people", 10_000, 100_000, "tens of thousands"),
        ("Hundreds fled", 100, 1_000, "Hundreds"),
        ("hundreds of millions in aid", 1e8, 1e9, "hundreds of millions"),
        ("dozens of arrests", 24, 100, "dozens"),
        ("scores of villages", 40, 100, "scores"),
        ("several hundred migrants", 300, 900, "several hundred"),
        ("a few thousand seats", 3_000, 9_000, "a few thousand"),
    ],
)
def test_vague_numbers_have_two_ends(text: str, low: float, high: float, found: str) -> None:
    number = only(text)
    assert (number.value, number.value_max) == (low, high)
    assert text[number.char_start : number.char_end] == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between one hundred and two hundred boats", [100, 200]),
        ("five, six or seven", [5, 6, 7]),
        ("10-20", [10, 20]),
        ("nineteen eighty-four", [19, 84]),
        ("one hundred thousand and one thousand", [100_000, 1_000]),
        ("a third of voters and a third round", [1 / 3, 3]),
        ("three quarters of output fell for three quarters in a row", [0.75, 3]),
        ("$5m over 5m of road", [5e6, 5]),
        ("€2.5b and 3 b", [2.5e9, 3]),
    ],
)
def test_neighbouring_numbers_stay_apart(text: str, values: list[float]) -> None:
    assert [number.value for number in lex(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    "text",
    ["someone tended the oneness", "release 3.8.1", "10.0.0.255", "open 24/7", "he scores", "half-hearted", "", "tens"],
)
def test_what_is_no_number(text: str) -> None:
    assert lex(text) == []


def test_a_half_after_an_ordinal_is_a_part_of_a_game() -> None:
    assert [number.value for number in lex("in the second half")] == [2]


def test_details_of_the_form() -> None:
    assert only("2.35 million").decimals == 2
    assert only("2.35 million").scale == 1e6
    assert only("two and a half").fraction
    assert only("eighty").spelled
    assert not only("8 million").spelled
    assert not only("½").spelled


@given(number=st.integers(0, 10**15 - 1), british=st.booleans())
def test_a_number_in_words_is_read_back(number: int, british: bool) -> None:
    words = in_words(number, british=british)
    read = only(words)
    assert (read.value, read.char_start, read.char_end) == (number, 0, len(words))


@given(number=st.integers(0, 10**12), grouped=st.booleans())
def test_digits_are_read_back(number: int, grouped: bool) -> None:
    assert only(f"about {number:,} of them" if grouped else f"about {number} of them").value == number


PIECES = st.sampled_from(
    [
        *("one", "twenty", "hundred", "million", "half", "a", "and", "of", "third", "quarters", "tens", "few", "dozen"),
        *("12", "3.4", "1,000", "9" * 400, "-", " ", ",", "/", "½", "$", "m", "bn", "th", "minus", "\n", "é", "x"),
    ]
)


@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_gives_valid_disjoint_spans(text: str) -> None:
    numbers = lex(text)
    assert numbers == lex(text)
    end = 0
    for number in numbers:
        assert end <= number.char_start < number.char_end <= len(text)
        end = number.char_end
        assert math.isfinite(number.value)
        assert number.value_max is None or number.value < number.value_max < math.inf
        assert not text[number.char_start : number.char_end].isspace()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5e3", 1_500),
        ("2E-2", 0.02),
        ("3 × 10^8", 3e8),
        ("6×10⁻³", 0.006),
        ("1.6×10−19", 1.6e-19),
        ("９５", 95),
    ],
)
def test_powers_of_ten_and_full_width_digits(text: str, value: float) -> None:
    number = only(text)
    assert (number.value, number.char_start, number.char_end) == (pytest.approx(value), 0, len(text))


@pytest.mark.parametrize(("text", "value"), [("sixfold", 6), ("Tenfold", 10), ("hundredfold", 100)])
def test_the_number_in_a_multiple(text: str, value: float) -> None:
    number = only(text)
    assert (number.value, number.char_end) == (value, len(text) - len("fold"))


@pytest.mark.parametrize("text", ["1e999", "9" * 10_000, "scaffold", "manifold", "firstfold", "٣٤"])
def test_what_is_too_large_or_no_numeral_is_left_out(text: str) -> None:
    assert lex(text) == []
