"""Saved WordPress pages (HTML): the post and its comments, whatever the theme.

=================  ==========================================================================
``page``           the parsed page: its URL, what its head states, class tokens, side columns
``html_text``      elements to text as a browser shows it, with the kind of each stretch
``containers``     which elements are comments, each once, and which belong to other posts
``fields``         author, date, permalink and kind of one comment; ``comment_text`` its text
``replies``        which comment each one answers, and on what evidence
``regions``        which stretches of the page are the post's
``post``           its title; ``byline`` its author and date; ``body`` its text
``remainder``      the number of comments the page claims, further pages, what is left out
``reading``        all of it together
=================  ==========================================================================

The libraries that parse HTML are imported when a page is read, not with this package.
"""

from __future__ import annotations

import re

from ethnography.formats.base import Format, Reading
from ethnography.formats.saved_page.services import holds_disqus
from ethnography.source import Source

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|div|ol|ul|article)\b", re.IGNORECASE)
_ENGINES = "drupal|blogger|movable type|typepad|joomla|discourse|xenforo|vbulletin|phpbb|ghost|squarespace|wix|mybb|typo3|mediawiki"
_OTHER_ENGINE = re.compile(
    rf"""<meta[^>]{{0,80}}\bcontent=["']?(?:{_ENGINES})\b[^>]{{0,80}}\bgenerator\b"""
    rf"""|<meta[^>]{{0,80}}\bgenerator\b[^>]{{0,80}}\bcontent=["']?(?:{_ENGINES})\b|\bid=["']?xenforo\b|\bblogger\.com/comment"""
    r"""|\bclass=["'][^"'>]{0,120}\bbbp-(?:reply|topic)-content\b|\bdrupal-settings-json\b|\bDrupal\.settings\b"""
    # forums, where any message may hold an image or a link of some WordPress site
    r"""|<html\b[^>]{0,200}\bid=["']?xf\b|\bdata-xf-init=|\bid=["']?(?:post_id_\d|elcomment_\d|post_message_\d|commentlisting\b|question-header\b)"""
    r"""|\bclass=["'][^"'>]{0,120}\b(?:item(?:comment|discussion)|person-listing|b-post__body)\b""",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"""\s(?:id|name)\s*=\s*["']?(?:[a-z]{2,7}-)?comment[-_]?\d+["'\s>]|\bid=["']?(?:wc|wpd)-comm-\d+_\d+""",
    re.IGNORECASE,
)
_CLASSED = re.compile(
    r"""\bclass\s*=\s*["'][^"']{0,300}\bcomment\b[^"']{0,300}\b(?:thread-)?(?:even|odd|depth-\d+)\b""",
    re.IGNORECASE,
)
_WORDPRESS = re.compile(
    r"""<meta[^>]{0,80}\bgenerator\b[^>]{0,80}wordpress | wp-content/ | wp-includes/ | replytocom= | addComment\.moveForm
      | \bclass\s*=\s*["'][^"']*\b(?:comment-?list|bypostauthor|wp-block-comment)""",
    re.IGNORECASE | re.VERBOSE,
)
_ARTICLE = re.compile(
    r"""\bclass\s*=\s*["']?[^"'>]*\b(?:entry-content|single-post|postid-\d+|type-post|hentry|wp-block-post-content)\b"""
    r"""|\bid\s*=\s*["']?post-\d+\b""",
    re.IGNORECASE,
)


class WordPressHtml(Format):
    """A page of a WordPress blog as a browser saves it, in whatever theme: the post and the comments of this page only."""

    name = "wordpress_html"
    title = "a saved WordPress page with its comments"
    shapes = ("html", "text")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 for a page of WordPress with comments or a post; 2 for HTML with comments of that kind; 0 otherwise."""
        if (source.shape != "html" and not _HTML.search(source.text[:20_000])) or _OTHER_ENGINE.search(source.text):
            return 0
        comments = _COMMENT.search(source.text) or _CLASSED.search(source.text)
        wordpress = _WORDPRESS.search(source.text)
        if not comments and holds_disqus(source.text):
            return 0
        if wordpress and (comments or _ARTICLE.search(source.text)):
            return 3
        return 2 if comments else 0

    @staticmethod
    def read(source: Source) -> Reading:
        """The post first, then its comments and pingbacks in page order."""
        from ethnography.formats.wordpress_html.reading import read_page

        return read_page(source)
