"""Saved pages of Slashdot stories."""

from __future__ import annotations

import re
from dataclasses import replace

from ethnography.formats.base import Format, Reading
from ethnography.source import Source

_COMMENT = re.compile(r"""\bid=["']?(?:tree|comment_body|comment_top)_\d""")
_ENGINE = re.compile(r"""\bclass=["']?(?:commentBody|commentTop|commentwrap)\b|\bid=["']?commentlisting\b""")
_SIGNS = ("commentBody", "commentTop", "commentlisting")


class SlashdotHtml(Format):
    """A story and its comments, nested as on the page; abbreviated and hidden comments are there as far as the page holds them."""

    name = "slashdot_html"
    title = "a saved page of Slashdot"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page with comments of a story as Slashdot marks them; 0 otherwise."""
        return (
            3 if any(sign in source.text for sign in _SIGNS) and _COMMENT.search(source.text) and _ENGINE.search(source.text) else 0
        )

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then the comments in page order, each an answer to the one it is nested in."""
        from ethnography.formats.saved_page.forum import Forum, read_layout
        from ethnography.formats.saved_page.layout import Layout

        layout = Layout(
            comment="li[id^=tree_]",
            text="[id^=comment_body_], .commentBody",
            author=".details .by a[href*='/~'], .details .by, .by",
            date=".otherdetails",
            number=r"tree_(\d+)",
            number_in=("id",),
            furniture="[id^=comment_shrunk_], .commentSub, .sig hr, .otherdetails a",
            link=".otherdetails a[href*='cid=']",
            quote=".quote",
            beside=(("signatures", "[id^=comment_sig_], .sig"),),
        )
        post = Layout(
            comment="article.fhitem-story, article.fhitem, .fhitem-story",
            text="[id^=text-], .body .p, .body, .intro",
            author=".story-byline a, .story-byline",
            date=".story-byline time, time",
            number=r"firehose-(\d+)",
            number_in=("id",),
            furniture=".story-tags, .tag-menu, footer",
        )
        forum = Forum(title=".story-title a, .story-title", prefix=".extlnk, .story-sourcelnk, .no", paging=r"(?!)")
        reading = read_layout("slashdot_html", source, layout, forum, post)
        # what the site hides below a score stands there as an empty place, so that the answers to it have one to stand under
        empty = sum(not one.text and one.author is None for one in reading.comments)
        return replace(reading, not_captured=empty or None)
