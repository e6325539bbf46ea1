"""Comments that a service keeps for a page: whether a saved page holds them. For recognising; nothing is parsed here."""

from __future__ import annotations

import re

_Q = r"""(?:["']|&quot;|&#34;)?"""
_POST = re.compile(rf"\b(?:id|data-post-id)\s*=\s*{_Q}(?:post|dsq-comment)-\d+", re.IGNORECASE)
_MESSAGE = re.compile(r"\bpost-message\b|\bdata-role\s*=\s*(?:[\"']|&quot;|&#34;)?message\b|\bdsq-comment-message\b", re.IGNORECASE)
_DATA = re.compile(r"\bdisqus-threadData\b")
_THREAD = re.compile(r"""\bid\s*=\s*["']?disqus_thread\b|\bdisqus_shortname\b|\.disqus\.com/embed\.js""", re.IGNORECASE)


def holds_disqus(text: str) -> bool:
    """Whether a page holds the comments of a Disqus thread as a browser shows them, or the data they are made of."""
    if "disqus" not in text and "dsq-" not in text and "publisher-anchor-color" not in text:
        return False
    if _DATA.search(text):
        return True
    return _MESSAGE.search(text) is not None and _POST.search(text) is not None and "dsq-comment-body" not in text


def names_disqus(text: str) -> bool:
    """Whether a page has a place for a Disqus thread, filled or not."""
    return _THREAD.search(text) is not None
