"""A page that states its comments to a reading: what its notations say, the post, and what the page prints besides."""

from __future__ import annotations

from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.messages import Found
from ethnography.formats.saved_page.page import page_of
from ethnography.formats.saved_page.remainder import shortened
from ethnography.formats.schema_html.combining import add_others, find_printed, read_talks, say_others
from ethnography.formats.schema_html.fields import TEXT
from ethnography.formats.schema_html.jsonld import items_of_scripts
from ethnography.formats.schema_html.microdata import items_of_microdata
from ethnography.formats.schema_html.posting import claim_answers, set_post
from ethnography.formats.schema_html.rdfa import items_of_rdfa
from ethnography.formats.schema_html.talk import Talk, find_talk, is_forum
from ethnography.formats.schema_html.titles import set_titles
from ethnography.source import Source


def states_comments(source: Source) -> bool:
    """Whether a page states comments of its own."""
    try:
        return any(talk.comments for talk in _talks(source))
    except (ValueError, RecursionError):  # markup that cannot be parsed at all
        return False


def _talks(source: Source) -> list[Talk]:
    """What each notation says; found once for a source."""
    talks: list[Talk] | None = source.kept.get("stated talks")
    if talks is None:
        page = page_of(source)
        stated, problems = items_of_scripts(page)
        talks = [find_talk(page, items) for items in (stated, items_of_microdata(page), items_of_rdfa(page))]
        talks[0].problems = problems
        source.kept["stated talks"] = talks
    return talks


def read_page(source: Source) -> Reading:
    """The reading of a page that states its comments; of one that states none, its post alone."""
    page = page_of(source)
    talks = _talks(source)
    found = Found([], warnings=list(dict.fromkeys(problem for talk in talks for problem in talk.problems)))
    said = read_talks(page, talks, found)
    outline = Outline.of(page)
    find_printed(outline, said, found)
    others = add_others(outline, said, found)
    _leave_out_others(talks, found)
    by_size = sorted(talks, key=lambda talk: -len(talk.comments))
    forums = [talk.post for talk in (*talks, *by_size) if talk.comments and is_forum(talk.post)]
    posts = [talk.post for talk in by_size if talk.post is not None]
    set_titles(said, next(iter([*forums, *posts]), None), found)
    set_post(outline, next(iter([*forums, *posts]), None), others, found)
    say_others(others, found)
    claim_answers(next(iter(posts), None), found)
    return assemble("schema_html", page, found)


def _leave_out_others(talks: list[Talk], found: Found) -> None:
    """Say which comments belong to other posts."""
    others = [one for talk in talks for one in talk.elsewhere]
    found.elsewhere = [[one.tag] for one in others if one.tag is not None]
    if scripted := [one for one in others if one.tag is None]:
        words = shortened(scripted[0].first(*TEXT) or "(no words)", 80)
        found.left_out.append(LeftOut("comments on other posts", f"{len(scripted)} stated in JSON-LD: {words}"))
