"""A WordPress blog's own export (WXR, versions 1.0 to 1.2): posts and pages with their comments, in threads."""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.xml_tree import outside_cdata
from ethnography.source import Source

_DECLARED = re.compile(r"""xmlns:\w+\s*=\s*["']https?://wordpress\.org/export/""")
_OWN = re.compile(r"<wp:(?:wxr_version|post_id|post_type|comment_id|comment_content)>")


class WordPressWxr(Format):
    """The file that "Tools, Export" of WordPress writes; other programs write it too, to move a blog or its comments."""

    name = "wordpress_wxr"
    title = "a WordPress export (WXR)"
    shapes = ("xml",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the file declares WordPress's export, or has elements of it outside what people wrote."""
        start = outside_cdata(source.start)
        return 3 if _DECLARED.search(start) or _OWN.search(start) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """A thread for each post and page with a text, and for anything else that has comments. Raises ``UnreadableSource``."""
        from ethnography.formats.wordpress_wxr.reading import read

        return read(source)
