"""Saved pages of NodeBB forums."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_MESSAGE = re.compile(r"""\bcomponent=["']post["']""", re.IGNORECASE)
_BODY = re.compile(r"""\bcomponent=["']post/content["']""", re.IGNORECASE)
_SIGNS = ("component=",)


class NodeBBHtml(Format):
    """A page of a topic, with the replies that it states."""

    name = "nodebb_html"
    title = "a saved page of a NodeBB forum"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with messages of a topic as NodeBB marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _MESSAGE.search(source.text) and _BODY.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The messages in page order, each an answer to the one that the page states, otherwise to the post."""
        from ethnography.formats.saved_page.forum import Forum, link_stated, read_forum
        from ethnography.formats.saved_page.layout import Layout, Places
        from ethnography.formats.saved_page.page import page_of

        layout = Layout(
            comment="[component=post][data-pid]",
            text="[component='post/content']",
            author="[itemprop=author] [itemprop=name], [component='post/header'] a[data-username], a[data-username][data-uid]"
            ", [component='post/header'] a[href*='/user/'], a[href*='/user/']:not([component='post/parent'] *)",
            date="[component='post/header'] .timeago[datetime], .timeago[datetime], meta[itemprop=datePublished], .timeago[title]",
            number=r"(\d+)",
            number_in=("data-pid",),
            furniture="[component='post/parent'], .reply-count",
            link="[component='post/header'] a[href*='/post/'], a.permalink",
            beside=(("signatures", "[component='post/signature'], .post-signature"),),
        )
        forum = Forum(
            title="[component='topic/title'], h1",
            current=".pagination .page.active, [component=pagination] .active",
            pages="[component=pagination] .page",
            paging=r"[?&]page=(\d+)|(?<=\d/)[^/?]*/(\d+)(?=$|[?#])",
        )
        page = page_of(source)
        places = Places(page, layout)
        messages = places.messages()
        link_stated(
            places,
            messages,
            "[component='post/parent'][data-parent-pid], [data-topid]",
            ("data-parent-pid", "data-topid", "data-to-pid"),
        )
        by_index = [str(one.roots[0].get("data-index", "")) for one in messages]
        has_post = "0" in by_index or not any(by_index)
        opening = messages[by_index.index("0")] if "0" in by_index else None
        return read_forum("nodebb_html", page, places, forum, messages, opening=opening, has_post=has_post)
