"""Templates → HTML, with every value escaped.

Belongs here: how templates are filled, and what a page may load. Does not belong here: what a page says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from pipelines.site.facts import SiteFacts

NAVIGATION = (
    ("index.html", "Overview"),
    ("tables.html", "Tables"),
    ("article.html", "Articles"),
    ("actor.html", "Actors"),
    ("codebook.html", "Codebook"),
    ("licences.html", "Licences"),
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


def environment() -> Environment:
    """The environment of all templates: escapes everything, and refuses a name that nobody defined."""
    return Environment(
        loader=PackageLoader("pipelines.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def page(name: str, facts: SiteFacts, **content: Any) -> str:
    """The HTML of the page `name`, from the template of that name."""
    template = environment().get_template(name)
    return template.render(page=name, facts=facts, navigation=NAVIGATION, policy=POLICY, **content)
