"""Saved pages of Drupal (5 to 11): comments whose answers stand in ``div.indented`` beside them.

===========  ==========================================================================
``places``   which elements are comments, and where they have their author, date and text
``replies``  which comment each one answers: as the page states it, otherwise by indentation
``reading``  the post, the comments with their titles, and further pages of comments
===========  ==========================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.saved_page.services import holds_disqus
from ethnography.source import Source

_GENERATOR = re.compile(
    r"""<meta[^>]{0,80}\bcontent=["']?drupal\b[^>]{0,80}\bgenerator\b|<meta[^>]{0,80}\b(?<![\w-])generator\b[^>]{0,80}\bcontent=["']?drupal\b""",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"""\bDrupal\.settings\b|\bdrupal-settings-json\b|\bdata-drupal-|\bjQuery\.extend\(Drupal""",
    re.IGNORECASE,
)
_FOLDERS = re.compile(r"/sites/(?:default|all)/(?:files|themes|modules)/")
_COMMENT = re.compile(
    r"""\b(?:id|name)\s*=\s*["']?comment-\d+["'\s>]|\btypeof\s*=\s*["'][^"']*(?:sioct:|schema:)Comment\b|\bdata-comment-user-id\b"""
    r"""|\bclass\s*=\s*["'](?:[^"']{0,300}\s)?comment(?:\s[^"']{0,300})?["']""",
    re.IGNORECASE,
)
_NODE = re.compile(
    r"""\bclass\s*=\s*["'][^"']*\b(?:node|node-(?:type-)?[a-z][\w-]*|node--[\w-]+|page-node(?:-\w+)?|field--?name-body)\b|\bid\s*=\s*["']?node-\d+""",
    re.IGNORECASE,
)


class DrupalHtml(Format):
    """A page of a Drupal site as a browser saves it: the node and its comments."""

    name = "drupal_html"
    title = "a saved Drupal page with its comments"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page that Drupal made and that has a node or comments; 0 otherwise."""
        text = source.text
        lower = text.lower()
        if "drupal" not in lower and "/sites/" not in lower:  # cheap: most pages end here
            return 0
        if not _GENERATOR.search(text) and not _OWN.search(text) and not (_FOLDERS.search(text) and "wp-content/" not in text):
            return 0
        comments = _COMMENT.search(text)
        if not comments and holds_disqus(text):
            return 0
        return 3 if comments or _NODE.search(text) else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then its comments in page order."""
        from ethnography.formats.drupal_html.reading import read_page

        return read_page(source)
