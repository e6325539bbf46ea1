"""An outline as one HTML file: it opens from disk, loads nothing, prints, and works without a script (unfiltered).

Nothing that a comment says can act in the page. jinja2 escapes every value; the Content-Security-Policy allows only the one
style sheet and the one script written here, by their hashes, and pictures inside the file; there is no ``style=`` attribute
and no address in a comment becomes a link. Texts stand in ``<bdi>``, so that characters which turn the writing direction
end with their text; what a page cannot hold (control characters, half surrogates) is shown as U+FFFD.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ethnography.codebook.colors import hex_color, palette_color
from ethnography.report.content import CodeEntry, Outline
from ethnography.report.svg import page_svg

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def render_html(outline: Outline) -> str:
    """The report as the text of an HTML file (write it as UTF-8); the same outline gives the same bytes.

    Raises ``ValueError`` where a figure is no SVG drawing.
    """
    from markupsafe import Markup

    environment = _environment()
    style = _one_newline((TEMPLATES / "report.css").read_text("utf-8")) + _code_colors(outline.codes)
    script = _one_newline((TEMPLATES / "report.js").read_text("utf-8"))
    policy = (
        f"default-src 'none'; style-src {_hash_source(style)}; script-src {_hash_source(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    drawings = [Markup(page_svg(figure.svg, f"fig{place}-", figure.title)) for place, figure in enumerate(outline.figures, 1)]
    return environment.get_template("report.html.j2").render(
        outline=outline,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        drawings=drawings,
        codes={code.id: code for code in outline.codes},
        lineage=_lineages(outline.codes),
        group={code.id: f"k{place}" for place, code in enumerate(outline.codes)},
        quote_by_id={quote.id: quote for quote in outline.quotes},
        people=_tally(quote.pseudonym for quote in outline.quotes),
        roles=_tally(quote.role for quote in outline.quotes),
        largest=max((row.share for row in outline.frequency if row.share is not None), default=0.0) or 1.0,
    )


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_showable,
    )
    environment.filters |= {"anchor": anchor, "percent": _percent, "thousands": lambda number: f"{number:,}"}
    environment.tests["turning"] = lambda text: bool(_TURNING.search(text))
    return environment


def anchor(id: str) -> str:
    """An id as it can stand in an HTML id and a link alike; different ids stay different.

    >>> anchor("trust-stance"), anchor("a b"), anchor("a.20b")
    ('trust-stance', 'a.20.b', 'a.2e.20b')
    """
    return re.sub(r"[^A-Za-z0-9_-]", lambda match: f".{ord(match.group()):x}.", id)


def _showable(value: Any) -> Any:
    """A value as a page can hold it: control characters and half surrogates become U+FFFD."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _UNSHOWABLE.sub("\ufffd", value)
    return value


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n")


def _hash_source(text: str) -> str:
    """The hash by which a Content-Security-Policy allows this one inline style or script."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _percent(share: float | None) -> str:
    """A share for reading: whole per cents, "<1 %" for what rounding would make nothing, "–" where undefined."""
    if share is None:
        return "–"
    return "<1\u00a0%" if 0 < share < 0.005 else f"{100 * share:.0f}\u00a0%"


def _code_colors(codes: tuple[CodeEntry, ...]) -> str:
    """One rule a code for the style sheet. What is no plain colour never gets into it, whoever made the outline."""
    colors = [hex_color(code.color) or palette_color(code.group) for code in codes]
    return "".join(f".k{place}{{--code:{color}}}\n" for place, color in enumerate(colors))


def _lineages(codes: tuple[CodeEntry, ...]) -> dict[str, tuple[str, ...]]:
    """The codes from the top down to each code, itself last."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        found[code.id] = (*found.get(code.parent, ()), code.id)
    return found


def _tally(values: Any) -> list[tuple[str, int]]:
    """Values in the order of the alphabet with how often each stands; the empty one ("not stated") last."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return sorted(counts.items(), key=lambda item: (not item[0], item[0].casefold(), item[0]))
