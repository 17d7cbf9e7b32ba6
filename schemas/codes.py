"""Closed vocabularies, one sentence per code.

Belongs here: every set of values that a published column may hold, as an enumeration whose members carry their
definition. Does not belong here: how a code is assigned. Only the standard library is imported, so that the
annotators can use these codes without loading pandas.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A value of a closed vocabulary; `member.description` is its definition in a sentence."""

    description: str

    def __new__(cls, value: str, description: str = "") -> Self:  # noqa: D102 - the class docstring tells
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member


class ActorKind(Code):
    """What an actor is."""

    PERSON = "person", "A human being with a name."
    ORGANISATION = "organisation", "A named body other than those below: ministry, court, company, university, NGO."
    STATE = "state", "A sovereign state or another territory with an ISO 3166-1 code, as an agent."
    IGO = "igo", "An intergovernmental organisation whose members are states."
    PARTY = "party", "A political party or a parliamentary group."
    GROUP = "group", "A bloc or people without one organisation: 'the West', 'Senate Democrats', 'Kurds'."
    MEDIA = "media", "A news outlet or news agency."


class MentionKind(Code):
    """What a mention refers to: the actor kinds, and two that are no actors."""

    PERSON = "person", ActorKind.PERSON.description
    ORGANISATION = "organisation", ActorKind.ORGANISATION.description
    STATE = "state", ActorKind.STATE.description
    IGO = "igo", ActorKind.IGO.description
    PARTY = "party", ActorKind.PARTY.description
    GROUP = "group", ActorKind.GROUP.description
    MEDIA = "media", ActorKind.MEDIA.description
    PLACE = "place", "A country, region or city as a location, not as an agent."
    ANONYMOUS = "anonymous", "Persons or a body that the text does not name: 'a senior official', 'diplomats'."


class MentionForm(Code):
    """How the text refers."""

    NAMED = "named", "A proper name: 'Sergei Ryabkov', 'NATO', 'France'."
    NOMINAL = "nominal", "A common noun phrase: 'the minister', 'a senior official'."
    PRONOUN = "pronoun", "A personal pronoun: 'he', 'she', 'I' in a quotation, 'it' where it speaks."
    METONYM = "metonym", "A name that stands for another actor: 'Moscow' for Russia, 'the Kremlin' for its presidency."
    DEMONYM = "demonym", "The adjective or people of a state: 'Russian', 'Ukrainians'."


class NameType(Code):
    """What kind of name an actor's name is."""

    FULL = "full", "The full name."
    SHORT = "short", "A shorter form, such as a surname or 'the US'."
    ACRONYM = "acronym", "Initials: 'NATO', 'OSCE'."
    DEMONYM = "demonym", "The adjective or the people of a state: 'French', 'Russians'."
    METONYM = "metonym", "Another thing's name that stands for the actor: 'Downing Street'."
    CAPITAL = "capital", "The capital city, which stands for its state when it acts."


class Sector(Code):
    """Role of an actor in politics and society, after the sector codes of PLOVER (Open Event Data Alliance, 2021)."""

    GOV = "gov", "Executive government: heads of state and government, ministers, ministries, their spokespersons."
    MIL = "mil", "Armed forces and their members."
    LEG = "leg", "Legislature and its members."
    JUD = "jud", "Courts, judges, prosecutors."
    COP = "cop", "Police and border guards."
    SPY = "spy", "Intelligence services."
    OPP = "opp", "Political opposition."
    PTY = "pty", "Political parties and their officers."
    REB = "reb", "Armed opposition to a government."
    PRM = "prm", "Pro-government militias and other armed groups that support a government."
    UAF = "uaf", "Armed forces whose allegiance the text does not tell."
    CRM = "crm", "Organised crime."
    BUS = "bus", "Companies, markets, business leaders."
    JRN = "jrn", "Journalists and news media."
    REL = "rel", "Religious bodies and clergy."
    EDU = "edu", "Schools, universities, researchers, think tanks."
    LAB = "lab", "Trade unions and workers."
    HLH = "hlh", "Health bodies and medical staff."
    SOC = "soc", "Civil society organisations and activists."
    CVL = "cvl", "Civilians and residents without another role."


class ActorStatus(Code):
    """Who vouches for an actor's record."""

    CURATED = "curated", "Kept by people in the project's registry or in curation."
    PROVISIONAL = "provisional", "Minted from a full name found in articles; not yet looked at by a person."


class Act(Code):
    """Speech act: what the source does with cue and content together.

    `direction` is -1 against, 0 neither, 1 for; `plover` and `cameo` are the nearest codes of PLOVER
    (openeventdata/PLOVER, 2021) and CAMEO (2012), None where neither has one.
    """

    direction: int
    plover: str | None
    cameo: str | None

    def __new__(  # noqa: D102 - the class docstring tells
        cls,
        value: str,
        description: str = "",
        direction: int = 0,
        plover: str | None = None,
        cameo: str | None = None,
    ) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        member.direction = direction
        member.plover = plover
        member.cameo = cameo
        return member

    STATE = "state", "States a fact, a description, an explanation or an opinion, and nothing more specific."
    BELIEVE = "believe", "Is reported to think, expect, fear, hope, want or know, without having said it."
    ASK = "ask", "Asks a question."
    APPEAL = "appeal", "Asks, urges or invites someone to act, without a claim to be obeyed.", 0, "REQUEST", "C02"
    DEMAND = "demand", "Insists, with pressure or authority, that someone act.", 0, "REQUEST", "C10"
    PROPOSE = "propose", "Puts forward a plan, an idea, a suggestion or an offer.", 0, "REQUEST", "C02"
    PROMISE = "promise", "Commits the speaker or its side to an act that is not hostile.", 1, "AGREE", "C03"
    SUPPORT = (
        "support",
        "Endorses, praises, thanks, or agrees with a person, a plan or a claim.",
        1,
        "SUPPORT",
        "C05",
    )
    CRITICISE = "criticise", "Judges a person, an act or a thing negatively.", -1, "ACCUSE", "C11"
    ACCUSE = "accuse", "Alleges that somebody did, or is guilty of, a specific wrong.", -1, "ACCUSE", "C11"
    DENY = "deny", "Rejects the truth of a claim or of an allegation.", -1
    REJECT = "reject", "Refuses, opposes or turns down a demand, proposal, request or plan.", -1, "REJECT", "C12"
    THREATEN = (
        "threaten",
        "Says that it or its side will act against someone, often on a condition.",
        -1,
        "THREATEN",
        "C13",
    )
    WARN = "warn", "Announces a harm or danger that is not the speaker's own act."


class Modality(Code):
    """How the content is put; the first that holds, in this order."""

    CONDITIONAL = "conditional", "The content depends on a condition: 'if', 'unless', 'as long as'."
    HYPOTHETICAL = "hypothetical", "The content is imagined: 'would', 'could have'."
    HEDGED = "hedged", "The content is weakened: 'may', 'might', 'possibly'."
    FUTURE = "future", "The content lies in the future: 'will', 'plans to'."
    ASSERTED = "asserted", "The content is put as it is."


class Speech(Code):
    """How the words are reported."""

    DIRECT = "direct", "The content is a quotation."
    INDIRECT = "indirect", "The content is a paraphrase."
    MIXED = "mixed", "The content is a paraphrase with quoted parts."


class PositionActorRole(Code):
    """What an actor is to a position."""

    SOURCE = "source", "Whose position it is."
    TARGET = "target", "Whom the act is directed at, in words."


class RowStatus(Code):
    """Who has looked at a row."""

    MACHINE = "machine", "Made by the extractor; no person has checked it."
    CHECKED = "checked", "Accepted, corrected or added by a curator."
    ADJUDICATED = "adjudicated", "Settled by a third person after two curators disagreed."


class Bound(Code):
    """How the number bounds the quantity."""

    EXACT = "exact", "The number as given."
    APPROXIMATELY = "approximately", "'About', 'an estimated', 'around', 'some'."
    AT_LEAST = "at_least", "The number or more."
    MORE_THAN = "more_than", "More than the number."
    AT_MOST = "at_most", "The number or less."
    LESS_THAN = "less_than", "Less than the number."
    RANGE = "range", "Between `value` and `value_max`."


class Trend(Code):
    """Whether the number tells a change."""

    NONE = "none", "No change is told."
    UP = "up", "A rise: 'rose by', 'up'."
    DOWN = "down", "A fall: 'fell by', 'down'."


class NumberKind(Code):
    """What kind of quantity a number is."""

    COUNT = "count", "A number of things: '14,000 people'."
    MONEY = "money", "An amount of money; `unit` is its ISO 4217 code."
    PERCENT = "percent", "A percentage; `unit` is '%'."
    MEASURE = "measure", "A physical quantity; `unit` is its UCUM code."
    DURATION = "duration", "A length of time or an age; `unit` is its UCUM code."
    RATE = "rate", "A quantity per another; `unit` is its UCUM or ISO 4217 code with '/'."
    ORDINAL = "ordinal", "A place in an order: 'the third round'."


class TimexType(Code):
    """TIMEX3 type (TimeML 1.2.1, ISO 24617-1)."""

    DATE = "DATE", "A calendar date, or a larger or vaguer part of time."
    TIME = "TIME", "A time of day."
    DURATION = "DURATION", "A length of time."
    SET = "SET", "A recurring time."


class TimexMod(Code):
    """TIMEX3 modifier (TimeML 1.2.1, ISO 24617-1)."""

    BEFORE = "BEFORE", "Before the value."
    AFTER = "AFTER", "After the value."
    ON_OR_BEFORE = "ON_OR_BEFORE", "On or before the value."
    ON_OR_AFTER = "ON_OR_AFTER", "On or after the value."
    LESS_THAN = "LESS_THAN", "Less than the value."
    MORE_THAN = "MORE_THAN", "More than the value."
    EQUAL_OR_LESS = "EQUAL_OR_LESS", "The value or less."
    EQUAL_OR_MORE = "EQUAL_OR_MORE", "The value or more."
    START = "START", "The beginning of the value."
    MID = "MID", "The middle of the value."
    END = "END", "The end of the value."
    APPROX = "APPROX", "About the value."


class Granularity(Code):
    """The finest unit of time that the expression tells."""

    TIME = "time", "A part of a day."
    DAY = "day", "A day."
    WEEKEND = "weekend", "A weekend."
    WEEK = "week", "A week, Monday to Sunday."
    MONTH = "month", "A month."
    QUARTER = "quarter", "A quarter of a year."
    SEASON = "season", "A season."
    HALF = "half", "Half a year."
    YEAR = "year", "A year."
    DECADE = "decade", "Ten years."
    CENTURY = "century", "A hundred years."


class DateRelation(Code):
    """How the text relates the date to what it dates."""

    SINCE = "since", "From the date on."
    UNTIL = "until", "Up to the date."
    BY = "by", "Not later than the date."
    BEFORE = "before", "Before the date."
    AFTER = "after", "After the date."
    DURING = "during", "At some time within the interval."


class Anchor(Code):
    """What the date was resolved against."""

    EXPLICIT = "explicit", "The expression itself tells the date."
    PUBLISHED = "published", "The article's publication date."
    PREVIOUS = "previous", "A date given before it in the article."
    NONE = "none", "Nothing: the date stays unresolved, or has no interval."


class TextPolicy(Code):
    """How much of an article's text may be published."""

    FULL = "full", "The text and all spans."
    SNIPPET = "snippet", "No text; spans of at most 500 code points."
    OFFSETS = "offsets", "No text at all; only offsets."


class RejectStage(Code):
    """Where an input was turned away."""

    FETCH = "fetch", "It could not be fetched."
    DECODE = "decode", "Its bytes are not text."
    PARSE = "parse", "The file, line or sidecar has not the right form."
    TEXT = "text", "The text is empty, too long or holds no letters."
    LANGUAGE = "language", "The text is not in English."
    VALIDATE = "validate", "A value is impossible or contradicts another input."


class RejectReason(Code):
    """Why an input was turned away; every reason belongs to one stage."""

    stage: RejectStage

    def __new__(  # noqa: D102 - the class docstring tells
        cls, value: str, description: str = "", stage: RejectStage = RejectStage.VALIDATE
    ) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        member.stage = stage
        return member

    UNREADABLE_FILE = "unreadable_file", "The file or folder could not be read.", RejectStage.FETCH
    UNSAFE_LINK = "unsafe_link", "A symbolic link to a folder, out of raw/ or to nothing.", RejectStage.FETCH
    NOT_UTF8 = "not_utf8", "The bytes are not UTF-8.", RejectStage.DECODE
    BINARY = "binary", "The bytes hold control characters that no text holds.", RejectStage.DECODE
    NUL_CHARACTER = "nul_character", "The text holds a NUL character.", RejectStage.DECODE
    LONE_SURROGATE = "lone_surrogate", "Half of a surrogate pair: not a character.", RejectStage.DECODE
    BROKEN_COMPRESSION = "broken_compression", "The compressed stream is damaged or cut off.", RejectStage.DECODE
    DECOMPRESSION_BOMB = (
        "decompression_bomb",
        "The file unpacks to far more than text ever does.",
        RejectStage.DECODE,
    )
    UNKNOWN_FORM = "unknown_form", "No form of article that is read.", RejectStage.PARSE
    MISSING_SIDECAR = "missing_sidecar", "The text or page has no .yml file beside it.", RejectStage.PARSE
    ORPHAN_SIDECAR = "orphan_sidecar", "The .yml file has no text or page beside it.", RejectStage.PARSE
    INVALID_YAML = "invalid_yaml", "The sidecar is not YAML of the plain kind that is read.", RejectStage.PARSE
    INVALID_JSON = "invalid_json", "The line is not a JSON object.", RejectStage.PARSE
    INVALID_HTML = "invalid_html", "No article could be found in the page.", RejectStage.PARSE
    INVALID_PARQUET = "invalid_parquet", "The file is not Parquet, or damaged.", RejectStage.PARSE
    WRONG_COLUMNS = "wrong_columns", "The columns are not those of an article, or of other types.", RejectStage.PARSE
    INVALID_FIELDS = "invalid_fields", "A field is missing, unknown or malformed.", RejectStage.PARSE
    EMPTY = "empty", "There is no text.", RejectStage.TEXT
    TOO_LARGE = "too_large", "The article has more than 5,000,000 bytes.", RejectStage.TEXT
    NO_LETTERS = "no_letters", "The text holds no letter.", RejectStage.TEXT
    NOT_ENGLISH = "not_english", "The text is not in English.", RejectStage.LANGUAGE
    UNKNOWN_SOURCE = "unknown_source", "The source is not in raw/sources.yml.", RejectStage.VALIDATE
    SHA256_MISMATCH = "sha256_mismatch", "The file is not the one that the sidecar vouches for.", RejectStage.VALIDATE
    MALFORMED_DATE = "malformed_date", "published_at is neither a date nor a timestamp.", RejectStage.VALIDATE
    IMPOSSIBLE_DATE = "impossible_date", "published_at does not exist, or not in 1600 to 2199.", RejectStage.VALIDATE
    MISSING_TIME_ZONE = "missing_time_zone", "published_at is a timestamp without a zone.", RejectStage.VALIDATE
    CONFLICTING_TEXT = "conflicting_text", "Another input has the same id and other text.", RejectStage.VALIDATE


class CurationAction(Code):
    """What a curator decided."""

    ACCEPT = "accept", "The row is right."
    REJECT = "reject", "The row is wrong and is removed."
    EDIT = "edit", "A field gets another value."
    ADD = "add", "A missed row is added."
    MERGE = "merge", "Two actors are one."
    SPLIT = "split", "One actor is two."
    RETRACT = "retract", "An article is withdrawn from all tables."


class Change(Code):
    """What happened to a row since the parent release."""

    ADDED = "added", "The row is new."
    REMOVED = "removed", "The row is gone."
    CHANGED = "changed", "Fields of the row differ."


class ChangeCause(Code):
    """Why a row differs from the parent release; where several reasons could explain it, the one nearest to the row.

    In this order: the row's own article was retracted (`takedown`), or came, went or differs (`source`); a decision
    that only one release has names its actor or topic (`curation`); no other article can reach the row (`code`); an
    article that was retracted or differs bears the row's actor, name or cluster (`takedown`, `source`); else what is
    left of what differs between the releases: code, articles, decisions.
    """

    SOURCE = (
        "source",
        "An article or input came, went or differs: the row's own, or else one that bears the row's actor or cluster.",
    )
    CODE = (
        "code",
        "Extractor, package, lock or schema differ, or the row follows from what is the same in both releases.",
    )
    CURATION = "curation", "A decision that only one of the releases has names the row, its actor or its topic."
    TAKEDOWN = "takedown", "An article was retracted, or its retraction taken back: the row's own, or one that bore it."
