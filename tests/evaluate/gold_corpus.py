"""Gold corpora of our own in the layouts of PolNeAR, CrossNER and GAP, and attributions written as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.evaluate.polnear import GoldAttribution

if TYPE_CHECKING:
    from pathlib import Path

MAYOR = "Mayor Ann Berg said taxes will rise. Critics of the plan deny it."
HARBOUR = "“The harbour is safe,” Nils Ode told reporters.\r\nAccording to him, no ship has left.\r\n"


def spans(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    """Where words stand, each at its first place."""
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def attribution(text: str, source: str, cue: str, *content: str) -> GoldAttribution:
    """An attribution as words; an empty string is a role without words."""
    return GoldAttribution(
        spans(text, *([source] if source else [])), spans(text, *([cue] if cue else [])), spans(text, *content)
    )


def standoff(text: str, *attributions: GoldAttribution) -> str:
    """The attributions as a brat file."""
    lines, number = [], 0
    for event, found in enumerate(attributions, start=1):
        arguments = []
        for label, role in (("Source", found.source), ("Cue", found.cue), ("Content", found.content)):
            if role:
                number += 1
                where = ";".join(f"{start} {end}" for start, end in role)
                lines.append(f"T{number}\t{label} {where}\t{' '.join(text[start:end] for start, end in role)}")
                arguments.append(f"{label}:T{number}")
        lines.append(f"E{event}\t{' '.join(arguments)}")
    return "\n".join(lines) + "\n"


def write_document(folder: Path, doc_id: str, text: str, **annotators: tuple[GoldAttribution, ...]) -> None:
    """Add a document with the attributions of its annotators."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "text" / f"{doc_id}.txt").write_bytes(text.encode())
    for annotator, attributions in annotators.items():
        (folder / "attributions" / f"{doc_id}_{annotator}.ann").write_text(standoff(text, *attributions))


def write_corpus(folder: Path) -> None:
    """Two documents; two annotators read the first."""
    said = attribution(MAYOR, "Mayor Ann Berg", "said", "taxes will rise")
    deny = attribution(MAYOR, "Critics of the plan", "deny", "it")
    told = attribution(HARBOUR, "Nils Ode", "told", "“The harbour is safe,”")
    according = attribution(HARBOUR, "him", "According to", "no ship has left")
    write_document(folder, "gazette_2020-03-02_taxes", MAYOR, bob=(said,), alice=(said, deny))
    write_document(folder, "gazette_2020-03-01_harbour", HARBOUR, bob=(told, according))


TAGGED = """\
Ann\tB-politician
Berg\tI-politician
left\tO
the\tO
Labour\tB-politicalparty
Party\tI-politicalparty
in\tO
Norway\tB-country
.\tO

The\tO
2019\tB-election
Norwegian\tI-election
election\tI-election
was\tO
held\tO
.\tO
"""
PASSAGE = "Nils Ode is a painter. Ann Berg left the harbour, and she went home."


def write_actor_gold(folder: Path) -> None:
    """Two sentences as CrossNER tags them, and two passages as GAP asks: whom "she" means, and again."""
    (folder / "actors").mkdir(parents=True)
    (folder / "actors" / "crossner-politics-dev.txt").write_text(TAGGED, encoding="utf-8")
    header = ["ID", "Text", "Pronoun", "Pronoun-offset", "A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"]
    names = [("Nils Ode", "FALSE"), ("Ann Berg", "TRUE")]
    cells = ["she", str(PASSAGE.index("she"))]
    cells += [cell for name, meant in names for cell in (name, str(PASSAGE.index(name)), meant)]
    rows = [header, ["development-1", PASSAGE, *cells, "harbour"], ["development-2", PASSAGE, *cells, "lawyer"]]
    lines = "".join("\t".join(row) + "\n" for row in rows)
    (folder / "actors" / "gap-development.tsv").write_text(lines, encoding="utf-8")
