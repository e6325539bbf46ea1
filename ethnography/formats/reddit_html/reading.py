"""Where Reddit puts what: three layouts, the depth that each states, and what the page names without holding it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

from ethnography.corpus import Part
from ethnography.formats.base import Ids, Reading
from ethnography.formats.reddit_html.state import fill, message_of, models_of
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.depths import link_by_depth
from ethnography.formats.saved_page.element_text import joined, read_blocks
from ethnography.formats.saved_page.forum import each_once
from ethnography.formats.saved_page.layout import Layout, Places, date_of, name_in
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page, attribute, page_of, printed, tokens
from ethnography.source import Source

_OLD = Layout(
    comment=".thing[data-fullname^=t1_], .comment[data-fullname^=t1_], .thing[id^=thing_t1_]",
    text=".usertext-body .md, .usertext-body",
    author=".tagline .author",
    date=".tagline time[datetime], .tagline time",
    number=r"(?:thing_)?(t1_[a-z0-9]+)",
    number_in=("data-fullname", "id"),
    link=".buttons a.bylink, a.bylink",
    post_author=".tagline .submitter",
)
_NEW = Layout(
    comment="[id^=t1_]",
    text="[data-testid=comment] .RichTextJSON-root, [data-test-id=comment] .RichTextJSON-root, .RichTextJSON-root, .md"
    ", [data-testid=comment], [data-test-id=comment]",
    author="[data-testid=comment_author_link], a[href*='/user/'], a[href^='/u/']",
    date="[data-testid=comment_timestamp], a[id^=CommentTopMeta--Created], time",
    number=r"(t1_[a-z0-9]+)",
    number_in=("id",),
    furniture="button, [id$=-overflow-menu], [id$=-comment-share-menu]",
    link="[data-testid=comment_timestamp], a[id^=CommentTopMeta--Created]",
)
_WEB = Layout(
    comment="shreddit-comment",
    text="[slot=comment] .md, [slot=comment], .md, [id$=-rtjson-content]",
    author="[slot=commentMeta] a[href*='/user/']",
    date="faceplate-timeago[ts], time[datetime]",
    number=r"(t1_[a-z0-9]+)",
    number_in=("thingid", "id"),
)
_MORE = re.compile(r"(\d[\d,]*)\s+(?:more\s+)?(?:repl|comment|antwort|kommentar|réponse|respuesta)", re.IGNORECASE)
_GONE = re.compile(r"(?:comment\s+)?\[?(deleted|removed)\b(?:\s+by\s+\w+)?\]?\s*", re.IGNORECASE)


class _Places(Places):
    def message(self, element: Tag) -> Message:
        one = super().message(element)
        if element.name == "shreddit-comment":
            one.author = attribute(element, "author") or one.author
            time = self.first(element, "faceplate-timeago[ts]")
            if time is not None or attribute(element, "created"):
                one.date, _ = _stated(attribute(time, "ts") if time is not None else attribute(element, "created"))
            one.url = self.page.resolve(attribute(element, "permalink")) if attribute(element, "permalink") else one.url
        if one.author is None and (link := self.first(element, "a[href*='/user/']")) is not None:
            named = re.search(r"/user/([\w-]+)", attribute(link, "href"))
            one.author = named[1] if named else None
        self._state(one, element)
        return one

    def _state(self, one: Message, element: Tag) -> None:
        """What is left of a comment that was deleted or removed, and by whom, as far as the page says it."""
        head = self.first(element, ".tagline em, .tagline span") if self.layout is _OLD else None
        words = (printed(head) if head is not None else "") or printed(element)[:120]
        if one.author == "[deleted]":
            one.author = None
        if match := re.fullmatch(r"\[\s*(deleted|removed)\b[^\]]*\]", one.text) if one.text else _GONE.search(words):
            one.state = "removed" if match[1].lower() == "removed" else "deleted"
        elif element.has_attr("deleted") or attribute(element, "is-comment-deleted") == "true":
            one.state = "deleted"

    def depth(self, element: Tag) -> int | None:
        """The depth that a comment states, 1 for an answer to the post."""
        if attribute(element, "depth").isdigit():
            return int(attribute(element, "depth")) + 1
        for tag in element.select("span")[:12]:
            if match := re.fullmatch(r"level (\d+)", printed(tag)):
                return int(match[1])
        return None


def read_page(source: Source) -> Reading:
    """The reading of a page of a post, or of one comment and the answers to it."""
    page = page_of(source)
    places = _places(page)
    messages, again = each_once(_linked(places))
    messages = _completed(page, messages)
    post = _post(page)
    stated = _stated_count(page)
    hidden, notes = _not_shown(page)
    held = len(messages)
    if stated is not None and stated > held:
        hidden = hidden if hidden else max(hidden, stated - held)
    found = Found(
        messages, post, post is not None, again=[one.roots for one in again], claimed=stated, left_out=places.left_out(),
        warnings=notes, not_captured=hidden or None, partial=bool(notes), title=_title(page), ids=_ids(page),
    )  # fmt: skip
    return assemble("reddit_html", page, found)


def _places(page: Page) -> _Places:
    if page.soup.select_one("shreddit-comment, shreddit-post") is not None:
        return _Places(page, _WEB)
    if page.soup.select_one(_OLD.comment) is not None or page.soup.select_one(".thing[data-fullname^=t3_]") is not None:
        return _Places(page, _OLD)
    return _Places(page, _NEW, outside=lambda tag: re.fullmatch(r"t1_[a-z0-9]+", attribute(tag, "id")) is not None)


def _linked(places: _Places) -> list[Message]:
    """The comments with their links: by the parent's id where it is stated, by the depth, or by nesting."""
    messages = places.messages()
    by_number = {one.number: one for one in messages}
    depths = [places.depth(one.roots[0]) for one in messages]
    if places.layout is _NEW:
        link_by_depth(messages, depths)
    for one in messages:
        if parent := attribute(one.roots[0], "parentid"):
            one.answers, one.evidence = by_number.get(parent), "stated"
            if parent.startswith("t1_") and one.answers is None:
                one.remarks = (*one.remarks, f"answers {parent}, which is not in this file; linked to the post")
    return messages


def _completed(page: Page, messages: Sequence[Message]) -> list[Message]:
    """The comments with what the page carries as data: dates and parents, and the comments that it does not show."""
    models = models_of(page, "comments")
    by_number = {one.number: one for one in messages}
    more: dict[str | None, Message] = {
        name: message_of(model, name, page) for name, model in models.items() if name not in by_number and name.startswith("t1_")
    }
    everything: dict[str | None, Message] = {**by_number, **more}
    for name, model in models.items():
        one = everything.get(name)
        if one is None:
            continue
        if name in by_number:
            fill(one, model)
        if "parentId" in model:
            one.answers, one.evidence = everything.get(str(model["parentId"])), "stated"
    return [*messages, *more.values()]


def _post(page: Page) -> Message | None:
    """The post: its text, or the address that it links to; None where the page does not show it."""
    element = page.soup.select_one(
        "shreddit-post, #siteTable .thing[data-fullname^=t3_], .thing.link[data-fullname^=t3_], .Post[id^=t3_]"
    )
    models = models_of(page, "posts")
    model = next(iter(models.values()), None) if len(models) == 1 else None
    if element is None:
        return None
    web = element.name == "shreddit-post"
    bodies = element.select(
        "[slot=text-body] .md, [slot=text-body], .usertext-body .md, [data-click-id=text] .RichTextJSON-root, .RichTextJSON-root"
    )[:1]
    blocks, _ = read_blocks(bodies, lambda tag: None)
    text, parts = joined(blocks)
    outbound = element.select_one("a[data-testid=outbound-link], a[href*='//i.redd.it/'], a[href*='//v.redd.it/']")
    link = attribute(element, "content-href") or attribute(element, "data-url") or (attribute(outbound, "href") if outbound else "")
    if not text and re.match(r"https?:", link) and attribute(element, "post-type") != "text":
        text, parts = link, (Part(0, len(link)),)
    author = attribute(element, "author") or attribute(element, "data-author")
    if not author:
        shown = element.select_one("[data-testid=post_author_link], [data-click-id=user], .tagline .author, a[href*='/user/']")
        author = (name_in(shown) or "").removeprefix("u/") if shown is not None else ""
    time = element.select_one(".tagline time[datetime], [data-click-id=timestamp], [data-testid=post_timestamp]")
    date, date_text = (
        _stated(attribute(element, "created-timestamp")) if web else date_of(time) if time is not None else (None, None)
    )
    one = Message(
        [element], None, None, "stated", text, parts, author if author not in ("", "[deleted]") else None, date, date_text
    )
    if model is not None:
        fill(one, model)
    return one


def _stated(text: str) -> tuple[str | None, str | None]:
    """A time as the web components state it, in UTC."""
    match = re.match(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(?:\+00:?00|Z)$", text)
    return (f"{match[1]}Z", None) if match else (None, text or None)


def _stated_count(page: Page) -> int | None:
    """How many comments the page says the post has."""
    for tag in page.soup.select("shreddit-post[comment-count], shreddit-comment-tree[totalcomments], .thing[data-comments-count]"):
        for name in ("comment-count", "totalcomments", "data-comments-count"):
            if attribute(tag, name).isdigit():
                return int(attribute(tag, name))
    counts = [model.get("numComments") for model in models_of(page, "posts").values()]
    if len(counts) == 1 and isinstance(counts[0], int):
        return counts[0]
    for tag in page.soup.select("#siteTable .buttons .comments, .commentarea .panestack-title .title"):
        if match := re.search(r"(\d[\d,]*)\s+comments?", printed(tag)):
            return int(match[1].replace(",", ""))
    return None


def _not_shown(page: Page) -> tuple[int, list[str]]:
    """How many comments the page's "load more" links name, and sentences about those that state no number."""
    links = list(_more_links(page))
    hidden = sum(int(match[1].replace(",", "")) for link in links if (match := _MORE.search(printed(link))))
    unknown = sum(_MORE.search(printed(link)) is None for link in links)
    notes = []
    if hidden:
        notes.append(f"comments that the page names and does not hold (“load more comments”): {hidden}")
    if unknown:
        notes.append(f"links to the rest of a deeper branch (“continue this thread”), which is not in this file: {unknown}")
    return hidden, notes


def _more_links(page: Page) -> Iterator[Tag]:
    for tag in page.soup.select(
        ".morecomments, .deepthread, [id^=moreComments-], [id^=continueThread-], faceplate-partial[src*='more-comments']"
    ):
        if printed(tag) and not any("morecomments" in tokens(one) for one in tag.parents if isinstance(one, Tag)):
            yield tag


def _title(page: Page) -> str | None:
    for tag in page.soup.select("shreddit-post[post-title]"):
        return attribute(tag, "post-title")
    for tag in page.soup.select("shreddit-title[title]"):
        return re.sub(r"\s+:\s+r?/?\w+$", "", attribute(tag, "title")) or None
    for tag in page.soup.select("#siteTable a.title, .Post[id^=t3_] h1, [data-test-id=post-content] h1, .thing.link a.title"):
        return printed(tag) or None
    return None


def _ids(page: Page) -> Ids | None:
    """Ids as an export of the post gives them."""
    element = page.soup.select_one("shreddit-post[id^=t3_], .thing[data-fullname^=t3_], .Post[id^=t3_], shreddit-comment[postid]")
    names = [attribute(element, name) for name in ("id", "data-fullname", "postid")] if element is not None else []
    key = next((match[1] for name in names if (match := re.fullmatch(r"(?:thing_)?t3_([a-z0-9]+)", name))), None)
    if key is None and (match := re.search(r"/comments/([a-z0-9]+)", page.url or "")):
        key = match[1]
    return Ids(f"reddit {key}", f"https://www.reddit.com/comments/{key}") if key else None
