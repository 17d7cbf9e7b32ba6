"""Whether the name of a state or a capital is an agent or a place, in sentences of our own.

The rule was tuned on `TUNED`. `UNSEEN` was only looked at as a number while it was: 32 of its 36 were right then. Words
were added after that, so both are tests of what holds today, and neither measures the rule.
"""

from __future__ import annotations

import pytest

from pipelines.annotate.actors import find_mentions
from pipelines.annotate.model import parse_text
from schemas.codes import MentionKind

AGENT, PLACE = MentionKind.STATE, MentionKind.PLACE

UNSEEN = [
    ("Peru recalled its ambassador.", "Peru", AGENT),
    ("The tanker sank off Yemen.", "Yemen", PLACE),
    ("The court ordered Poland to pay a fine.", "Poland", AGENT),
    ("Thousands of nurses work in Norway.", "Norway", PLACE),
    ("Brazil and Argentina signed a deal.", "Argentina", AGENT),
    ("Trade between Kenya and Uganda doubled.", "Kenya", AGENT),
    ("The minister flew to Egypt on Sunday.", "Egypt", PLACE),
    ("The minister sent a protest to Egypt on Sunday.", "Egypt", AGENT),
    ("Weapons for Ukraine are late.", "Ukraine", AGENT),
    ("Sanctions against Russia will stay.", "Russia", AGENT),
    ("He was born in Latvia.", "Latvia", PLACE),
    ("Wine from Chile is cheap.", "Chile", PLACE),
    ("An apology from Chile is due.", "Chile", AGENT),
    ("Japan's prime minister resigned.", "Japan", AGENT),
    ("Japan's northern coast was flooded.", "Japan", PLACE),
    ("The king will tour Malaysia in May.", "Malaysia", PLACE),
    ("Nobody criticised Malaysia in public.", "Malaysia", AGENT),
    ("The army crossed into Lebanon at dawn.", "Lebanon", PLACE),
    ("Berlin vetoed the plan.", "Berlin", AGENT),
    ("A bridge in Berlin collapsed.", "Berlin", PLACE),
    ("The Berlin fire brigade came late.", "Berlin", PLACE),
    ("Paris and Rome disagree over the budget.", "Rome", AGENT),
    ("A train between Paris and Rome was delayed.", "Rome", PLACE),
    ("Ethiopia was accused of blocking aid.", "Ethiopia", AGENT),
    ("Aid for refugees in Ethiopia ran out.", "Ethiopia", PLACE),
    ("Elections in Ghana were calm.", "Ghana", PLACE),
    ("Farmers across Ghana lost crops.", "Ghana", PLACE),
    ("The judge, who lives in Malta, retired.", "Malta", PLACE),
    ("Relations with Malta are good.", "Malta", AGENT),
    ("The treaty was signed by Cuba.", "Cuba", AGENT),
    ("Investors left Cuba last year.", "Cuba", PLACE),
    ("The envoy praised Qatar for its efforts.", "Qatar", AGENT),
    ("Qatar-based investors bought the hotel.", "Qatar", PLACE),
    ("Ships sailed toward Taiwan.", "Taiwan", PLACE),
    ("China's threats to Taiwan grew louder.", "Taiwan", AGENT),
    ("There is distrust in Tehran of the plan.", "Tehran", AGENT),
]

TUNED = [
    ("Spain will host the meeting.", "Spain", AGENT),
    ("Drought hit southern Spain.", "Spain", PLACE),
    ("Rebels hold most of northern Mali.", "Mali", PLACE),
    ("The north of Spain is green.", "Spain", PLACE),
    ("The government of Spain is split.", "Spain", AGENT),
    ("The president of Mexico apologised.", "Mexico", AGENT),
    ("The people of Mexico will decide.", "Mexico", AGENT),
    ("A village near Mexico's border was burned.", "Mexico", PLACE),
    ("Gas flows through Turkey to Greece.", "Turkey", PLACE),
    ("Gas flows through Turkey to Greece.", "Greece", PLACE),
    ("Loans to Greece were extended.", "Greece", AGENT),
    ("The bank lent a billion euros to Greece.", "Greece", AGENT),
    ("Pakistan, India and Nepal sent rescuers.", "Nepal", AGENT),
    ("Schools in Pakistan, India and Nepal closed.", "Nepal", PLACE),
    ("Schools in Pakistan, India and Nepal closed.", "India", PLACE),
    ("Oslo mediated the talks.", "Oslo", AGENT),
    ("The talks resumed in Oslo.", "Oslo", PLACE),
    ("The Oslo talks resumed.", "Oslo", PLACE),
    ("Talks between Oslo and Moscow resumed.", "Oslo", AGENT),
    ("Protesters marched through Warsaw.", "Warsaw", PLACE),
    ("Warsaw's reply was blunt.", "Warsaw", AGENT),
    ("Warsaw's airport was closed.", "Warsaw", PLACE),
    ("Washington urged Seoul to wait.", "Seoul", AGENT),
    ("She moved from Seoul to Lima.", "Seoul", PLACE),
    ("She moved from Seoul to Lima.", "Lima", PLACE),
    ("Pressure from Seoul worked.", "Seoul", AGENT),
    ("Iran's foreign minister landed in Baghdad.", "Iran", AGENT),
    ("Iran's foreign minister landed in Baghdad.", "Baghdad", PLACE),
    ("Rockets were fired from Iraq.", "Iraq", PLACE),
    ("Rockets were fired at Iraq.", "Iraq", PLACE),
    ("Troops withdrew from Iraq.", "Iraq", PLACE),
    ("The attack on Iraq was illegal, he said.", "Iraq", AGENT),
    ("The war in Sudan goes on.", "Sudan", PLACE),
    ("The army of Sudan denied it.", "Sudan", AGENT),
    ("Sudan is at war.", "Sudan", AGENT),
    ("Inside Sudan, hospitals are full.", "Sudan", PLACE),
    ("The flight to Vienna was full.", "Vienna", PLACE),
    ("The ambassador to Austria resigned.", "Austria", AGENT),
    ("The ambassador in Austria resigned.", "Austria", PLACE),
    ("Rwanda denied backing the rebels.", "Rwanda", AGENT),
    ("Rebels backed by Rwanda took the town.", "Rwanda", AGENT),
    ("He urged Rwanda to withdraw.", "Rwanda", AGENT),
    ("The road from Rwanda was cut.", "Rwanda", PLACE),
    ("Venezuela's oil industry shrank.", "Venezuela", AGENT),
    ("Food prices in Venezuela rose.", "Venezuela", PLACE),
    ("The United States invaded Iraq.", "Iraq", AGENT),
    ("She studied in the United States.", "United States", PLACE),
    ("The United States will retaliate.", "United States", AGENT),
    ("Finland joined the alliance.", "Finland", AGENT),
    ("Along the border with Finland, fences rise.", "Finland", PLACE),
    ("Demand is high outside Finland.", "Finland", PLACE),
    ("In London, ministers met.", "London", PLACE),
    ("London, meanwhile, kept silent.", "London", AGENT),
    ("A spokesman for London declined.", "London", AGENT),
]


def kinds(text: str, words: str) -> set[MentionKind]:
    assert words in text
    found = find_mentions(parse_text(text))
    return {one.kind for one in found if text[one.char_start : one.char_end] == words}


@pytest.mark.parametrize(("text", "words", "kind"), UNSEEN + TUNED)
def test_the_name_of_a_state_is_an_agent_or_a_place(text: str, words: str, kind: MentionKind) -> None:
    assert kinds(text, words) == {kind}
