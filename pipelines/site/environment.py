"""The page's templates, and what a page may load and run.

Belongs here: what all pages of a release's site share. Does not belong here: what one of them says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pipelines import html

if TYPE_CHECKING:
    from jinja2 import Environment

    from pipelines.site.facts import SiteFacts

NAVIGATION = (
    ("index.html", "Overview"),
    ("tables.html", "Tables"),
    ("article.html", "Articles"),
    ("actor.html", "Actors"),
    ("codebook.html", "Codebook"),
    ("licences.html", "Licences"),
)
# The strictest policy under which the pages work from disk and from a server, found by trying in Chromium 150: 'self'
# matches files too, scripts added on demand included; data blocks such as JSON-LD are no scripts; a filtered table
# can be saved, since a download of a blob is no request. Nothing inline runs, neither script, handler nor style
# attribute, and no eval. Trusted Types (W3C) turn every string that a script would give to innerHTML or the like into
# an error; only two policies are let through: `onrecord`, with which static/chunks.js checks the addresses of chunks,
# and `default`, with which static/tables/trusted.js turns what a library gives to innerHTML into text.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types onrecord default",
    ]
)
TAGS = {"": Markup("{}"), "code": Markup("<code>{}</code>"), "strong": Markup("<strong>{}</strong>")}


@cache
def site_environment() -> Environment:
    """The environment of all templates of the page, with the sentences of the models as HTML."""
    made = html.environment("pipelines.site")
    made.filters["prose"] = prose
    return made


def prose(text: str) -> Markup:
    """A sentence of the models or of codebook.md: words between backticks are code, between two asterisks strong.

    `prose("Null where `act` is <none>.")` is `Null where <code>act</code> is &lt;none&gt;.`
    """
    pieces = (
        TAGS["code" if place % 2 else "strong" if inside % 2 else ""].format(piece)
        for place, part in enumerate(text.split("`"))
        for inside, piece in enumerate([part] if place % 2 else part.split("**"))
    )
    return Markup("").join(pieces)


def page(name: str, facts: SiteFacts, **content: Any) -> str:
    """The HTML of the page `name`, from the template of that name.

    Raises: jinja2.UndefinedError when the template uses what `content` does not hold.
    """
    template = site_environment().get_template(name)
    return template.render(page=name, facts=facts, navigation=NAVIGATION, policy=POLICY, **content)
