"""Whether blocks of one shape are comments: what speaks for it, what against, and how sure that makes one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from ethnography.formats.furniture import comments_heading
from ethnography.formats.page_html.names import Cell, Place, cells_of, find_names
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Candidate, Record
from ethnography.formats.page_html.signs import heads_other_things, is_answer_button, speaks_of_messages, speaks_of_talk
from ethnography.formats.saved_page.page import attribute, in_side_column, same_page

_INLINE = frozenset(
    [
        "a",
        "span",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "small",
        "font",
        "cite",
        "time",
        "abbr",
        "sup",
        "sub",
        "mark",
        "label",
        "img",
        "code",
        "s",
    ]
)
_EMBEDDED = re.compile(r"tweet|twitter|instagram|facebook|fb-|social-?feed|timeline")
_ANSWER_LINK = re.compile(
    r"mode=quote|newreply|replyto|reply_to|[?&;]quote=|action=(?:reply|quote|report|post;quote)|/(?:reply|report|quote)(?:[/?]|$)|report\.php",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"teaser|(?:^|[-_])tsr|related|(?:^|[-_])news|headline|story|product|event|promo|card-?article|article-?card|tile"
)
_HEADING = re.compile(r"h[1-6]")
_PROFILE_LINK = re.compile(
    r"/(?:users?|u|profiles?|members?|author|autor|people|perfil|profil)s?/|[?&](?:u|uid|user|author)=|mailto:|^javascript:",
    re.IGNORECASE,
)


@dataclass
class Judged:
    """Blocks of one shape with what was seen in them. `place`: where the names are, None where nowhere."""

    outline: Outline
    candidate: Candidate
    cells: dict[int, list[Cell]]
    place: Place | None

    @property
    def records(self) -> list[Record]:
        return self.candidate.records

    @cached_property
    def named(self) -> float:
        """The share of the blocks that hold a name."""
        return len(self.place.names) / len(self.records) if self.place else 0.0

    @cached_property
    def filled(self) -> float:
        """The share of the blocks that hold words besides name and date."""
        return sum(self._prose(one) > 0 for one in self.records) / len(self.records)

    def _prose(self, record: Record) -> int:
        named = self.place.names.get(id(record)) if self.place else None
        return record.plain(self.outline) - (len(named[0].split()) if named and not named[1].linked else 0)

    @cached_property
    def linked(self) -> float:
        """The share of the words that stand in links and buttons."""
        plain, linked = (
            sum(count(self.outline) for count in counts)
            for counts in zip(*((one.plain, one.linked) for one in self.records), strict=True)
        )
        return float(linked / max(1, plain + linked))

    @cached_property
    def answered(self) -> float:
        """The share of the blocks with a button to answer, quote or report."""
        return sum(self._is_answerable(one) for one in self.records) / len(self.records)

    def _is_answerable(self, record: Record) -> bool:
        if any(is_answer_button(cell.text) for cell in self.cells[id(record)]):
            return True
        for number in record.elements(self.outline):
            tag = self.outline.tags[number]
            if tag.name in ("a", "img", "button", "input", "i") and (
                any(is_answer_button(attribute(tag, name)) for name in ("title", "alt", "aria-label", "value"))
                or _ANSWER_LINK.search(attribute(tag, "href"))
            ):
                return True
        return False

    @cached_property
    def talk(self) -> bool:
        """Whether the classes of the blocks, or of what holds them, speak of comments."""
        return any(speaks_of_talk(self.outline.names(number)) for number in self._above())

    @cached_property
    def messages(self) -> bool:
        """Whether the classes of the blocks, or of what holds them, speak of posts or messages."""
        return any(speaks_of_messages(self.outline.names(number)) for number in self._above())

    def _above(self) -> Iterator[int]:
        for record in self.records[:3]:
            yield from record.roots[:1]
            around = list(self.outline.around(record.start))
            yield from [one for one in around[:5] if self.outline.tags[one].name not in ("html", "body")]
            break

    @cached_property
    def heading(self) -> str | None:
        """The line over the blocks that says they are comments ("12 Kommentare")."""
        return next((text for text in self._lines_above() if comments_heading(text)), None)

    @cached_property
    def others(self) -> str | None:
        """The line over the blocks that says they belong to other pages ("Related articles")."""
        return next((text for text in self._lines_above(4) if heads_other_things(text)), None)

    def _lines_above(self, most: int = 12) -> Iterator[str]:
        """The short lines before the first block, in what stands around it, the nearest first."""
        start = self.records[0].start
        top = next((one for index, one in enumerate(self.outline.around(start)) if index == 4), 0)
        last = self.outline.first[start]
        for place in range(last - 1, max(self.outline.first[top], last - most) - 1, -1):
            one = self.outline.words[place]
            if one.weight <= 10 and not one.linked and not is_answer_button(one.text):
                whole = self.outline.text(one.owner)
                yield whole if len(whole) <= 100 else one.text

    @cached_property
    def titled(self) -> float:
        """The share of the blocks with a title that links to another page: teasers have one, comments do not."""
        titles = [title for one in self.records if (title := self._title(one))]
        if len(set(titles)) < 0.3 * len(titles):
            return 0.0
        return len(titles) / len(self.records)

    def _title(self, record: Record) -> str | None:
        outline = self.outline
        for number in record.elements(outline):
            tag = outline.tags[number]
            if tag.name != "a" or not self._leads_elsewhere(attribute(tag, "href")):
                continue
            block = next((one for one in outline.around(number) if outline.tags[one].name not in _INLINE), 0)
            heading = next(
                (
                    one
                    for one in (number, *outline.around(number))
                    if _HEADING.fullmatch(outline.tags[one].name) and one >= record.start
                ),
                None,
            )
            if any(number <= when.place < outline.end[number] or outline.holds(when.place, number) for when in record.dates):
                continue  # the link to the comment itself
            words = outline.linked(outline.first[number], outline.last[number])
            around = outline.plain(outline.first[block], outline.last[block])
            blocks = any(outline.tags[one].name not in _INLINE for one in range(number + 1, outline.end[number]))
            if (blocks and words >= 3) or (heading is not None and words >= 2) or (words >= 4 and around <= 3) or words >= 25:
                return outline.text(number)
            if any(_HEADING.fullmatch(outline.tags[one].name) for one in range(number, outline.end[number])) and words >= 2:
                return outline.text(number)
        return None

    def _leads_elsewhere(self, href: str) -> bool:
        page = self.outline.page
        if not href or "#" in href or _PROFILE_LINK.search(href):
            return False
        return page.url is None or not same_page(page.resolve(href), page.url)

    @cached_property
    def headed(self) -> float:
        """The share of the blocks with a heading of their own that is not the name."""
        count = 0
        for one in self.records:
            named = self.place.names.get(id(one)) if self.place else None
            for number in one.elements(self.outline):
                if _HEADING.fullmatch(self.outline.tags[number].name) and self.outline.last[number] > self.outline.first[number]:
                    if named and self.outline.first[number] <= named[1].words < self.outline.last[number]:
                        continue
                    count += 1
                    break
        return count / len(self.records)

    @cached_property
    def aside(self) -> bool:
        """Whether the blocks stand in a side column, the head or the foot of the page, or are embedded from elsewhere."""
        outline = self.outline
        tags = [outline.tags[one.start] for one in self.records]
        if sum(in_side_column(tag) for tag in tags) > 0.5 * len(tags):
            return True
        around = [self.records[0].start, *list(outline.around(self.records[0].start))]
        if any(outline.tags[one].name in ("nav", "footer", "header", "blockquote") for one in around):
            return True
        return any(_EMBEDDED.search(name) for one in around[:3] for name in outline.names(one))

    @cached_property
    def anchored(self) -> float:
        """The share of the blocks with a link to a place on this page, or with an id that has a number."""
        return sum(self._is_anchored(one) for one in self.records) / len(self.records)

    def _is_anchored(self, record: Record) -> bool:
        for number in record.elements(self.outline):
            tag = self.outline.tags[number]
            if tag.name == "a" and re.search(r"#\w*\d", href := attribute(tag, "href")):
                page = self.outline.page
                return href.startswith("#") or page.url is None or same_page(page.resolve(href), page.url)
            if number == record.start and re.search(r"\d", attribute(tag, "id")):
                return True
        return False

    @cached_property
    def again(self) -> float:
        """The share of the blocks whose words stand in another of them."""
        texts = [" ".join(self.outline.words[place].text for place in one.words()) for one in self.records]
        return 1 - len(set(texts)) / len(texts)

    @cached_property
    def points(self) -> float:
        """What speaks for comments less what speaks against them."""
        count = len(self.records)
        found = 2.5 * self.named + 3 * self.talk + 3 * (self.answered >= 0.5) + 3 * (self.heading is not None) + self.messages
        found += 1.5 * (self.anchored >= 0.5) + (count >= 3) + 0.5 * (count >= 6)
        found += min(2.0, median(self._prose(one) for one in self.records) / 10)
        found -= 8 * (self.titled >= 0.5) + 6 * (self.others is not None and self.heading is None) + 4 * self.aside
        found += 1.5 * (self.place is not None and self.place.score >= 9)
        return found - 3 * (self.linked > 0.6) - 2 * (self.headed >= 0.6 and self.anchored < 0.5) - 3 * (self.again > 0.4)

    @cached_property
    def accepted(self) -> bool:
        """Whether they are read as comments."""
        prose = median(self._prose(one) for one in self.records)
        strong = self.talk + (self.answered >= 0.5) + (self.heading is not None)
        if self.filled < (0.4 if strong >= 2 else 0.6) or self.titled >= 0.5 or (self.answered < 0.5 and prose < 3):
            return False
        if self.named < 0.5 and strong < 2:
            return False
        if strong == 0 or (len(self.records) < 3 and not self.talk and self.heading is None):
            return self._is_plain(prose)
        return self.points >= (6.5 if len(self.records) >= 3 else 7.5)

    def _is_plain(self, prose: float) -> bool:
        """Whether blocks that nothing calls comments can be nothing else: several people say something on several days."""
        names = {name for name, _ in self.place.names.values()} if self.place else set()
        block = self.outline.tags[self.records[0].start].name not in ("p", "section", "span", "td", "figure")
        dated = sum(any(when.sure for when in one.dates) for one in self.records)
        forum = self.messages and self.anchored >= 0.5 and self.place is not None and self.place.score >= 9
        if not block or self.aside or self.others or self.named < 0.8 or self.titled >= 0.2 or dated < 0.8 * len(self.records):
            return False
        if any(_TEASER.search(name) for name in self.outline.names(self.records[0].start)):
            return False
        if forum and len(names) >= 2:
            return True
        told = self.place is not None and self.place.score >= 7.5 and len(names) >= 2
        return told and len(self.records) >= 3 and 5 <= prose <= 400 and self.headed < 0.6 and self.linked < 0.5


def judge(outline: Outline, candidate: Candidate) -> Judged:
    """A candidate with its cells and the best place of names."""
    cells = {id(record): cells_of(outline, record) for record in candidate.records}
    places = find_names(outline, candidate.records, cells)
    return Judged(outline, candidate, cells, places[0] if places and places[0].score >= 4.5 else None)
