"""Where Stack Exchange puts what: question, answers and comments, each with its own author line."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import Tag

from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.saved_page.forum import Forum, read_forum
from ethnography.formats.saved_page.layout import Layout, Places, date_of, name_in
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed, tokens
from ethnography.formats.saved_page.remainder import shortened
from ethnography.source import Source

_LAYOUT = Layout(
    comment="#question, .question[data-questionid], .answer[id^=answer-], .comment[id^=comment-], [id^=follow-up-][itemprop=comment]",
    text=".js-post-body, .post-text, .comment-copy, [itemprop=text]",
    author=".comment-user",
    date=".comment-date [title], .comment-date, time[title]",
    number=r"(?:answer|comment|follow-up)-(\d+)",
    number_in=("id",),
    furniture=".js-post-notice, .question-status, .question-originals-of-duplicate, .snippet-ctas, .snippet-result, .s-notice",
    link="a.js-share-link, .comment-link, a.short-link",
    beside=(
        ("notices that the question is closed, a duplicate, or protected", ".js-post-notice, .question-status"),
        ("lines of who edited", ".post-signature:not(.owner):has(a[href$='/revisions'])"),
        ("tags", ".post-taglist"),
    ),
)
_FORUM = Forum(
    title="#question-header h1 a, #question-header h1, h1[itemprop=name], h1",
    paging=r"[?&](?:page|tab|answertab|noredirect|lq|rq)=([^&#]*)",
)


_REVISIONS = re.compile(r"\d+ revs?\b(?:, \d+ users? \d+%)?\s*(\S[^\d].{0,60})$")


class _Places(Places):
    def message(self, element: Tag) -> Message:
        one = super().message(element)
        signatures = list(self.select(element, ".post-signature")) or list(self.select(element, ".user-info"))
        if signatures:
            # an editor's line may stand before the author's, which is the last
            self._sign(one, signatures[-1])
        if "comment" in attribute(element, "itemprop").split():
            return one
        if "deleted-answer" in tokens(element) or "deleted-comment" in tokens(element):
            one.state = "deleted"
        return one

    def _sign(self, one: Message, signature: Tag) -> None:
        details = signature.select_one(".user-details") or signature
        names = [name_in(tag) for tag in signature.select("a[href*='/users/'], [itemprop=name]")]
        if details.select_one(".community-wiki") is not None or "community wiki" in names:
            whose = _REVISIONS.search(printed(signature))
            names = [*(name for name in names if name != "community wiki"), whose[1] if whose else None]
            one.remarks = (*one.remarks, "is a community wiki: several people wrote it, and the page names only one of them")
        one.author = next((name for name in names if name), None)
        if one.author is None and not one.remarks:
            one.author = name_in(details)
        time = signature.select_one(".relativetime[title], time[datetime]") or self.first(
            one.roots[0], "time[itemprop=dateCreated]"
        )
        if time is not None:
            one.date, one.date_text = date_of(time)


def read_page(source: Source) -> Reading:
    """The reading of a page of a question."""
    page = page_of(source)
    places = _Places(page, _LAYOUT)
    messages = places.messages()
    question = next((one for one in messages if one.number is None), None)
    reading = read_forum("stack_exchange_html", page, places, _FORUM, messages, opening=question)
    hidden = sum(_hidden(tag) for tag in page.soup.select("[data-remaining-comments-count], [id^=follow-ups-container-]"))
    answers = sum("answer" in tokens(one.roots[0]) for one in messages)
    stated = _stated_answers(page)
    warnings = list(reading.warnings)
    if hidden:
        warnings.append(f"comments that the page names and does not show (“show more comments”): {hidden}")
    if stated is not None and stated != answers:
        warnings.append(
            f"the page says {stated} answer{'' if stated == 1 else 's'}, {answers} {'was' if answers == 1 else 'were'} read"
        )
    missing = hidden + max((stated or 0) - answers, 0)
    accepted = [one for one in messages if "accepted-answer" in tokens(one.roots[0])]
    marks = [LeftOut("mark of the accepted answer", f"on that by {one.author}: {shortened(one.text, 60)}") for one in accepted]
    return replace(reading, warnings=tuple(warnings), left_out=(*reading.left_out, *marks), not_captured=missing or None)


def _hidden(tag: Tag) -> int:
    """How many comments a list of them names that it does not hold."""
    if count := attribute(tag, "data-remaining-comments-count"):
        return int(count) if re.fullmatch(r"\d{1,6}", count) else 0
    heading = tag.select_one("h2")
    named = re.match(r"(\d{1,6})\s", printed(heading)) if heading is not None else None
    return max(int(named[1]) - len(tag.select("[id^=follow-up-][itemprop=comment]")), 0) if named else 0


def _stated_answers(page: Page) -> int | None:
    for tag in page.soup.select("[data-answercount], [itemprop=answerCount]"):
        count = attribute(tag, "data-answercount") or attribute(tag, "content") or printed(tag)
        if re.fullmatch(r"\d{1,6}", count):
            return int(count)
    return None
