"""Drawings made fit for a page with a strict Content-Security-Policy: no style, no script, no link out, no clash of ids.

matplotlib writes its colours as ``style="…"`` attributes, which a policy without ``unsafe-inline`` switches off, and uses the
same ids in every figure. :func:`page_svg` turns styles into presentation attributes, prefixes the ids, and keeps only
elements and attributes on a list, so that whatever else a drawing holds is left behind.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

_SPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset((
    *("svg", "g", "defs", "path", "use", "clipPath", "mask", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"),
    *("tspan", "pattern", "marker", "linearGradient", "radialGradient", "stop", "image"),
))  # fmt: skip
_STYLES = frozenset((
    *("fill", "fill-opacity", "fill-rule", "clip-rule", "clip-path", "mask", "stroke", "stroke-width", "stroke-opacity"),
    *("stroke-linejoin", "stroke-linecap", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity"),
    *("font-size", "font-family", "font-style", "font-weight", "text-anchor", "dominant-baseline", "stop-color"),
    *("stop-opacity", "visibility", "marker-start", "marker-mid", "marker-end"),
))  # fmt: skip
_ATTRIBUTES = _STYLES.union((
    *("id", "d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width", "height", "transform"),
    *("points", "viewBox", "preserveAspectRatio", "offset", "gradientUnits", "gradientTransform", "patternUnits"),
    *("patternTransform", "patternContentUnits", "clipPathUnits", "maskUnits", "refX", "refY", "orient"),
    *("markerWidth", "markerHeight", "markerUnits"),
))  # fmt: skip
_FONT = re.compile(r"^(?:(italic|oblique)\s+)?(?:(bold|\d00)\s+)?([\d.]+(?:px|pt|em)?)(?:/\S+)?\s+(.+)$")


def page_svg(drawing: str, prefix: str, title: str) -> str:
    """The drawing as an ``<svg>`` element that can stand in the page, named `title` for those who do not see it.

    `prefix` goes before every id. Raises ``ValueError`` where `drawing` is no SVG.
    """
    try:
        given = ElementTree.fromstring(drawing)
    except ElementTree.ParseError as error:
        raise ValueError(f"The figure {title!r} is not an SVG drawing: {error}. Pass the text of an SVG file.") from None
    if _name(given) != "svg":
        raise ValueError(f"The figure {title!r} is not an SVG drawing but <{_name(given)}>. Pass the text of an SVG file.")
    root = ElementTree.Element("svg")
    _copy(given, root, prefix)
    if "viewBox" not in root.attrib:
        root.set("viewBox", _box(root.get("width"), root.get("height")))
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib.update({"role": "img", "aria-label": title, "stroke-linejoin": "round", "stroke-linecap": "butt"})
    return ElementTree.tostring(root, encoding="unicode")


def _name(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(_SPACE)


def _copy(given: ElementTree.Element, made: ElementTree.Element, prefix: str) -> None:
    """What is on the lists, into the new element, all the way down."""
    for name, value in given.attrib.items():
        for attribute, text in _presentation(value) if name == "style" else [(name, value)]:
            kept = _attribute(attribute, text, prefix)
            if kept:
                made.set(*kept)
    said = _name(given) in ("text", "tspan")
    made.text = given.text if said else None
    for child in given:
        if _name(child) in _ELEMENTS:
            twin = ElementTree.SubElement(made, _name(child))
            _copy(child, twin, prefix)
            twin.tail = child.tail if said else None


def _presentation(style: str) -> list[tuple[str, str]]:
    """``style="…"`` as attributes; the shorthand ``font`` is taken apart."""
    made: list[tuple[str, str]] = []
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        font = _FONT.match(value) if name == "font" else None
        if font:
            names = ("font-style", "font-weight", "font-size", "font-family")
            made += [(one, part) for one, part in zip(names, font.groups(), strict=True) if part]
        else:
            made.append((name, value))
    return [(name, value) for name, value in made if name in _STYLES]


def _attribute(name: str, value: str, prefix: str) -> tuple[str, str] | None:
    """The attribute as it may stand in the page; None for what may not."""
    if name in (_HREF, "href"):
        if value.startswith("#"):
            return "href", f"#{prefix}{value[1:]}"
        picture = re.sub(r"\s+", "", value)
        return ("href", picture) if re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/=]*", picture) else None
    if name not in _ATTRIBUTES:
        return None
    if name == "id":
        return name, prefix + value
    if "url(" in value:
        return (name, value.replace("url(#", f"url(#{prefix}")) if re.fullmatch(r"url\(#[\w.:-]+\)", value) else None
    return name, value


def _box(width: str | None, height: str | None) -> str:
    numbers = [re.match(r"[\d.]+", size or "") for size in (width, height)]
    return " ".join(["0 0", *(found.group() if found else "100" for found in numbers)])
