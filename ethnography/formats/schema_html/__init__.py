"""Saved pages of any making that state their comments in the words of schema.org (or of SIOC, as old Drupal prints them).

=============  ==============================================================================
``items``      one thing that a page states: its types and properties, whatever the notation
``loose_json`` JSON as pages print it, mended where it is broken
``jsonld``     the things stated in JSON-LD; ``microdata`` and ``rdfa`` those in the markup
``talk``       which of them are comments, and which is the post they answer
``fields``     author, date, words, number and address of one of them
``answered``   which comment each one answers
``shown``      where the page prints what only its JSON-LD states, and what it prints besides
``combining``  what several notations say of one page, as one list
``titles``     the titles of comments; ``posting`` the post and the number of answers it claims
``reading``    all of it together
=============  ==============================================================================
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.disqus_html import DisqusHtml
from ethnography.formats.movable_type_html import MovableTypeHtml
from ethnography.formats.wordpress_html import WordPressHtml
from ethnography.source import Source

_Q = r"""(?:["']|&quot;|&#34;)"""
_SIGN = re.compile(
    rf"""{_Q}(?:https?://schema\.org/|schema:)?(?:(?:User)?Comments?|Answer|DiscussionForumPosting){_Q}|{_Q}(?:schema:)?comment{_Q}\s*:"""
    r"""|schema\.org/(?:(?:User)?Comments?|Answer|DiscussionForumPosting)\b|\btypeof\s*=\s*["']?[^"'>]{0,200}\b(?:Comment|Answer|Post)\b"""
    r"""|\bitemprop\s*=\s*["']?(?:comment|suggestedAnswer|acceptedAnswer)\b""",
    re.IGNORECASE,
)
_UNSURE = (WordPressHtml, DisqusHtml, MovableTypeHtml)
"""The readers of platforms that take a page for theirs by its looks alone, and know more of it than it states."""


class SchemaHtml(Format):
    """A page that states its comments, or a forum's posting and its answers, in JSON-LD, microdata or RDFa."""

    name = "schema_html"
    title = "a saved page that states its comments (schema.org)"
    shapes = ("html",)

    @staticmethod
    def sniff(source: Source) -> int:
        """2 for a page that really states comments; 0 otherwise, and where a platform's reader takes it for its own."""
        if not _SIGN.search(source.text):  # cheap: most pages end here
            return 0
        if any(format.sniff(source) for format in _UNSURE):
            return 0
        from ethnography.formats.schema_html.reading import states_comments

        return 2 * int(states_comments(source))

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then the comments in page order."""
        from ethnography.formats.schema_html.reading import read_page

        return read_page(source)
