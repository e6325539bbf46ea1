"""A feed, Atom or RSS: the comments on a post or on a whole blog, the posts of a forum's topic, or posts alone."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.blogger_atom import BloggerAtom
from ethnography.formats.disqus_xml import DisqusXml
from ethnography.formats.wordpress_wxr import WordPressWxr
from ethnography.formats.xml_tree import outside_cdata
from ethnography.source import Source

_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|RDF)[\s>]")
_COMMENTS = re.compile(r"thr:in-reply-to|#comment|showComment=|/comments/(?:feed|default)")


class CommentFeed(Format):
    """What a feed reader is given. It holds the latest entries only, and seldom says which comment answers which."""

    name = "comment_feed"
    title = "a feed of comments or posts (Atom, RSS)"
    shapes = ("xml",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a feed with comments in it, 2 for any other; 0 for an export that only looks like one."""
        start = outside_cdata(source.start)
        if not _ROOT.search(start[:20_000]) or any(other.sniff(source) for other in (WordPressWxr, BloggerAtom, DisqusXml)):
            return 0
        return 3 if _COMMENTS.search(start) else 2

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments under the pages that they link to, and every post. Raises ``UnreadableSource``."""
        from ethnography.formats.comment_feed.reading import read

        return read(source)
