"""Names of states: all members of the United Nations, and the names that others bear as well."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import ArticleText, parse, parse_text
from pipelines.knowledge.registry import RegistryName, actor_names, countries, state_id
from schemas.codes import MentionKind, NameType

MEMBERS = [country.iso3 for country in countries().values() if country.un_member]
# Their capital is called after them: as "Mexico City" it is a city, and without "City" the state itself.
CALLED_AFTER_COUNTRY = {"AND", "DJI", "GTM", "KWT", "LUX", "MCO", "MEX", "PAN", "SGP", "SMR"}
# A sentence that settles the name, the adjective and the capital of states whose names others bear as well.
SETTLING = {
    "ATG": "Antigua and Barbuda holds an election in June.",
    "BEL": "Flemish parties won the election in Belgium.",
    "BHS": "Tourism in the Bahamas recovered.",
    "CAF": "Rebels left Bangui last week.",
    "CHL": "Copper exports from Chile fell.",
    "COD": "Shops reopened in Kinshasa.",
    "COG": "Shops reopened in Brazzaville.",
    "CRI": "Voters in Costa Rica stayed at home.",
    "DMA": "A storm destroyed roads in Roseau.",
    "DOM": "Hotels in Santo Domingo were full.",
    "GEO": "Shops reopened in Tbilisi.",
    "GRD": "Nutmeg exports from Grenada fell.",
    "GUY": "Oil companies came to Guyana.",
    "ISR": "Reservists returned to Israel.",
    "JAM": "Rain fell in Jamaica.",
    "KOR": "Crowds filled squares in Seoul.",
    "NLD": "Farmers in the Netherlands protested.",
    "PRK": "A parade was held in Pyongyang.",
    "SYC": "Divers like the Seychelles.",
    "WSM": "Schools in Apia closed.",
}
NEED_CONTEXT = {
    NameType.SHORT: {"GEO"},
    NameType.DEMONYM: {"CAF", "COD", "COG", "DMA", "DOM", "GEO", "WSM"},
    NameType.CAPITAL: {"ATG", "BEL", "BHS", "CHL", "CRI", "GRD", "GUY", "ISR", "JAM", "NLD", "SYC"},
}
SENTENCES = {
    NameType.SHORT: "{} rejected the proposal on Monday.",
    NameType.DEMONYM: "Talks stalled after {} officials left the room.",
    NameType.CAPITAL: "On Monday, {} accused its neighbours of interference.",
}
ADJECTIVES = {
    "DNK": "Danish", "ESP": "Spanish", "FIN": "Finnish", "GBR": "British", "HRV": "Croatian", "ISL": "Icelandic",
    "POL": "Polish", "SWE": "Swedish", "TUR": "Turkish", "NZL": "New Zealand", "LSO": "Lesotho",
    "KOR": "South Korean", "PRK": "North Korean",
}  # fmt: skip


def names_of(iso3: str, name_type: NameType) -> list[RegistryName]:
    return [name for name in actor_names() if name.actor_id == state_id(iso3) and name.name_type is name_type]


def used_name(iso3: str, name_type: NameType) -> str | None:
    """The name that the sentence about the state has."""
    if name_type is NameType.SHORT:
        return countries()[iso3].name
    if name_type is NameType.DEMONYM and iso3 in ADJECTIVES:
        return ADJECTIVES[iso3]
    if name_type is NameType.CAPITAL and iso3 in CALLED_AFTER_COUNTRY:
        return None
    names = names_of(iso3, name_type)
    return names[0].name if names else None


@cache
def states_found() -> dict[tuple[str, NameType, bool], set[str]]:
    """The states that are mentioned as agents by the name, without and with a sentence before that settles it."""
    texts = {}
    for iso3 in MEMBERS:
        for name_type, sentence in SENTENCES.items():
            name = used_name(iso3, name_type)
            if name is not None:
                texts[iso3, name_type, False] = sentence.format(name)
                texts[iso3, name_type, True] = f"{SETTLING.get(iso3, '')} {sentence.format(name)}".strip()
    docs = parse(ArticleText(text) for text in texts.values())
    return {
        key: {
            mention.actor_id or ""
            for mention in find_mentions(doc)
            if mention.kind is MentionKind.STATE and mention.char_start >= len(SETTLING.get(key[0], "")) * key[2]
        }
        for key, doc in zip(texts, docs, strict=True)
    }


@pytest.mark.parametrize("name_type", SENTENCES)
@pytest.mark.parametrize("iso3", MEMBERS)
def test_193_of_193_are_found(iso3: str, name_type: NameType) -> None:
    if name_type is NameType.CAPITAL and iso3 in CALLED_AFTER_COUNTRY:
        assert all(countries()[iso3].name in name.name for name in names_of(iso3, name_type))
        return
    alone = states_found()[iso3, name_type, False]
    assert alone == (set() if iso3 in NEED_CONTEXT[name_type] else {state_id(iso3)})
    assert states_found()[iso3, name_type, True] == {state_id(iso3)}


def test_the_names_that_need_context_are_those_that_the_tables_mark() -> None:
    marked = {
        name_type: {
            iso3
            for iso3 in MEMBERS
            for name in names_of(iso3, name_type)
            if name.name == used_name(iso3, name_type) and name.ambiguous
        }
        for name_type in SENTENCES
    }
    assert marked == NEED_CONTEXT


def test_every_member_has_a_capital_or_is_called_like_it() -> None:
    without = {iso3 for iso3 in MEMBERS if not names_of(iso3, NameType.CAPITAL)}
    assert without == {"MCO", "SGP"}


def actors_of(text: str, words: str) -> set[str | None]:
    """The actors of the mentions with these words; a name that is no mention at all has none."""
    assert words in text
    found = find_mentions(parse_text(text))
    return {one.actor_id for one in found if text[one.char_start : one.char_end] == words} or {None}


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        # Georgia: the state in the Caucasus, the state of the United States, or open.
        ("Georgia will hold a vote in May.", "Georgia", None),
        ("Georgia passed the bill, and students filled Rustaveli Avenue.", "Georgia", "state_GEO"),
        (
            "The pipeline leaves Baku, crosses the Caucasus and ends at sea. Georgia earns a fee.",
            "Georgia",
            "state_GEO",
        ),
        ("Polls closed in Atlanta at seven. Georgia certified the count.", "Georgia", None),
        ("A judge in Fulton County ruled first. Georgia will appeal.", "Georgia", None),
        ("Savannah and Atlanta have ports of call. Tbilisi does not. Georgia agreed.", "Georgia", None),
        ("Soldiers from Abkhazia withdrew. Georgian diplomats were relieved.", "Georgian", "state_GEO"),
        ("The bank sold its Georgian townhouse in Bath.", "Georgian", None),
        ("Tbilisi is proud of it. Yet Georgian architecture in Dublin is another thing.", "Georgian", None),
        # Congo.
        ("Congo blamed its neighbour.", "Congo", None),
        ("Rebels of the M23 took a mine near Goma. Congo blamed Rwanda.", "Congo", "state_COD"),
        ("Oil flows from Pointe-Noire. Congo joined the cartel in 2018.", "Congo", "state_COG"),
        ("Kinshasa and Brazzaville signed a treaty. Congo will gain most.", "Congo", None),
        ("The Democratic Republic of Congo accused Rwanda. Congolese troops retreated.", "Congolese", "state_COD"),
        ("A Congolese singer won the prize.", "Congolese", None),
        ("Kinshasa shut the port. Barges on the Congo River waited.", "Congo", None),
        # Korea.
        ("Korea refused to sign.", "Korea", None),
        ("South Korea protested. Korean officials spoke of a provocation.", "Korean", "state_KOR"),
        ("Pyongyang fired a missile. Korean state television showed it.", "Korean", "state_PRK"),
        ("Pyongyang threatened Seoul. Korean families waited for news.", "Korean", None),
        ("Seoul wants calm on the Korean Peninsula.", "Korean", None),
        ("North Korea rejected the offer. South Korea regretted it.", "North Korea", "state_PRK"),
        ("North Korea rejected the offer. South Korea regretted it.", "South Korea", "state_KOR"),
        # Dominica and the Dominican Republic.
        ("A Dominican official resigned.", "Dominican", None),
        ("The Dominican Republic closed its border. Dominican officials gave no date.", "Dominican", "state_DOM"),
        ("Haiti protested on Friday. Dominican soldiers had crossed the river.", "Dominican", "state_DOM"),
        ("Dominica asked for aid. Dominican officials put the damage at a billion.", "Dominican", "state_DMA"),
        ("Dominica rejected the plan.", "Dominica", "state_DMA"),
        ("The Dominican friar taught in Santo Domingo. Dominican friars praised him.", "Dominican", None),
        # Niger, Nigeria and their people.
        ("Niger expelled the ambassador.", "Niger", "state_NER"),
        ("Nigeria expelled the ambassador.", "Nigeria", "state_NGA"),
        ("Nigerien soldiers took over the palace.", "Nigerien", "state_NER"),
        ("Nigerian soldiers took over the airport.", "Nigerian", "state_NGA"),
        ("Gunmen fled towards Minna and Bida. Niger pays its teachers late.", "Niger", None),
        ("Oil spills in the Niger Delta angered residents.", "Niger", None),
        # Four Guineas.
        ("Guinea suspended the talks.", "Guinea", "state_GIN"),
        ("Guinea-Bissau suspended the talks.", "Guinea-Bissau", "state_GNB"),
        ("Equatorial Guinea suspended the talks.", "Equatorial Guinea", "state_GNQ"),
        ("Papua New Guinea suspended the talks.", "Papua New Guinea", "state_PNG"),
        ("Bissau-Guinean officers denied it.", "Bissau-Guinean", "state_GNB"),
        ("Equatorial Guinea jailed two men. Guinean courts are slow, the lawyer said.", "Guinean", None),
        ("Pirates in the Gulf of Guinea seized a tanker.", "Guinea", None),
        ("Guinea pigs are eaten in the Andes.", "Guinea", None),
        # Washington: the capital, the state, and persons.
        ("Washington rejected the offer.", "Washington", "state_USA"),
        ("Rain fell in Seattle and Tacoma. Washington declared an emergency.", "Washington", None),
        ("The Washington state legislature met.", "Washington", None),
        ("Leo Washington won the race. Washington said he was tired.", "Washington", None),
        ("Mr. Washington declined to comment.", "Washington", None),
        # Victoria, Jordan, Chad, Israel, India and other given names.
        ("Victoria imposed a lockdown.", "Victoria", None),
        ("Seychelles sold bonds. Victoria hopes for more.", "Victoria", "state_SYC"),
        ("Trams stopped in Melbourne. The Seychelles won. Victoria paid the drivers.", "Victoria", None),
        ("Jordan opened the crossing.", "Jordan", "state_JOR"),
        ("Relations with Jordan are cold.", "Jordan", "state_JOR"),
        ("Rep. Jordan voted against the bill.", "Jordan", None),
        ("Emily Jordan sued the paper. Jordan wants an apology.", "Jordan", None),
        ("Emily Jordan flew to Jordan on Monday.", "Jordan", "state_JOR"),
        ("Chad recalled its envoy.", "Chad", "state_TCD"),
        ("Chadian soldiers died. Chad mourned.", "Chad", "state_TCD"),
        ("Chad Miller lost the case. Chad left the court early.", "Chad", None),
        ("Fishing in Lake Chad has stopped.", "Chad", None),
        ("Israel struck two depots.", "Israel", "state_ISR"),
        ("Israel Mendoza coached the team.", "Israel", None),
        ("India rejected the charge.", "India", "state_IND"),
        ("India Baker sang at the gala.", "India", None),
        ("Oman offered to mediate.", "Oman", "state_OMN"),
        ("Mali ordered the troops out.", "Mali", "state_MLI"),
        ("Malian soldiers left Gao. Mali ordered the rest out.", "Mali", "state_MLI"),
        # Turkey, the state and the bird.
        ("Turkey vetoed the plan.", "Turkey", "state_TUR"),
        ("Ankara hesitated. Turkey vetoed the plan at last.", "Turkey", "state_TUR"),
        ("Shoppers stocked up for Thanksgiving. Turkey costs more this year.", "Turkey", None),
        ("Turkey farmers lost half of their flocks.", "Turkey", None),
        # Samoa and American Samoa, the saints, Ireland.
        ("Samoa reported no cases.", "Samoa", "state_WSM"),
        ("American Samoa reported no cases.", "American Samoa", "state_ASM"),
        ("Two Samoan players were hurt.", "Samoan", None),
        ("Officials in Apia met. Samoan schools reopen.", "Samoan", "state_WSM"),
        ("St. Lucia joined the talks.", "St. Lucia", "state_LCA"),
        ("St Kitts and Nevis joined the talks.", "St Kitts and Nevis", "state_KNA"),
        ("Saint Vincent and the Grenadines joined the talks.", "Saint Vincent and the Grenadines", "state_VCT"),
        ("A nurse at St. Vincent's Hospital resigned.", "St. Vincent", None),
        ("Kingstown fears the volcano. St. Vincent asked for aid.", "St. Vincent", "state_VCT"),
        ("Ireland backed the resolution.", "Ireland", "state_IRL"),
        ("Parties in Northern Ireland backed the resolution.", "Ireland", None),
        ("Irish lawmakers backed it; Northern Irish ones did not.", "Irish", "state_IRL"),
        # China and Taiwan, Macedonia, Grenada and Granada, Cuba, Guyana and Guiana, Austria and Australia.
        ("China condemned the visit.", "China", "state_CHN"),
        ("The People's Republic of China condemned the visit.", "People's Republic of China", "state_CHN"),
        ("The Republic of China elects a president.", "Republic of China", "state_TWN"),
        ("Taiwan condemned the drills.", "Taiwan", "state_TWN"),
        ("Warships crossed the South China Sea.", "China", None),
        ("Macedonia changed its name.", "Macedonia", "state_MKD"),
        ("Farmers from Thessaloniki and Kavala blocked roads. Macedonia grows peaches.", "Macedonia", None),
        ("North Macedonia joined the alliance.", "North Macedonia", "state_MKD"),
        ("Grenada thanked the donors.", "Grenada", "state_GRD"),
        ("Granada thanked the donors.", "Granada", None),
        ("Cuba blamed the embargo.", "Cuba", "state_CUB"),
        ("The maker of Havana Club sued.", "Havana", None),
        ("Diplomats with Havana syndrome sued.", "Havana", None),
        ("Guyana blamed Venezuela.", "Guyana", "state_GUY"),
        ("French Guiana launched the rocket.", "French Guiana", "state_GUF"),
        ("Austrian ministers met.", "Austrian", "state_AUT"),
        ("Australian ministers met.", "Australian", "state_AUS"),
        # Towns elsewhere, and longer names that hold a state's.
        ("Students in Athens, Georgia, cheered.", "Athens", None),
        ("A factory in Lebanon, Ohio, burned down.", "Lebanon", None),
        ("Lebanon blamed the delay.", "Lebanon", "state_LBN"),
        ("Officials in Tbilisi, Georgia, met.", "Georgia", "state_GEO"),
        ("Serbs protested in Belgrade.", "Serbs", "state_SRB"),
        ("Bosnian Serb leaders protested.", "Bosnian", None),
        ("Greek Cypriots voted no.", "Greek", None),
        ("Greek ministers voted no.", "Greek", "state_GRC"),
        ("The Paris Agreement still holds, Oslo said.", "Paris", None),
        ("Veterans of the Vietnam War met.", "Vietnam", None),
        ("East Germany had no such law.", "Germany", None),
        ("Belgium prepares a budget. Flemish nationalists want cuts. Brussels is in debt.", "Brussels", "state_BEL"),
        ("Patients had CAR T-cell therapy.", "CAR", None),
        ("Bangui blamed rebels. The CAR needs aid.", "CAR", "state_CAF"),
    ],
)
def test_names_with_several_bearers(text: str, words: str, actor: str | None) -> None:
    assert actors_of(text, words) == {actor}


def test_a_name_in_every_word_is_settled_at_once() -> None:
    """The article is weighed once for a name; each mention has the same actor."""
    text = "Tbilisi voted. " + "Georgia, " * 1_500
    assert actors_of(text, "Georgia") == {"state_GEO"}


@pytest.mark.parametrize(
    ("text", "words", "linked"),
    [
        ("Bloomberg reported the deal in Washington.", "Bloomberg", True),
        ("Michael Bloomberg dropped out. Bloomberg thanked Americans.", "Bloomberg", False),
        ("Americans expect a cut, but the Fed will wait.", "Fed", True),
        ("Fed up with taxes, Americans protested.", "Fed", False),
        ("The US and its allies across the Atlantic agree.", "Atlantic", False),
        ("The guardian of the child lives in Britain.", "guardian", False),
        ("It was first told to the Guardian in Britain.", "Guardian", True),
    ],
)
def test_names_of_bodies_that_are_words_as_well(text: str, words: str, linked: bool) -> None:
    assert (actors_of(text, words) != {None}) is linked
