"""What stands in the element of a post's body and is none of its text: by the classes that themes and plugins give it."""

from __future__ import annotations

import re

from bs4 import Tag

from ethnography.formats.saved_page.page import attribute, holds_main, is_blog_itself, tokens

_NOT_BODY = {
    "share buttons": r"sharedaddy|sd-.*|(?:.*[-_])?shar(?:e|ing)(?:[-_].*)?|social.*|addtoany.*|a2a_.*|shareaholic.*|heateor.*"
    r"|jp-post-flair|shariff.*|mashsb.*|essb.*|dpsp.*|ssba.*|addthis.*|tweet.*|fb-like|twitter-share.*|wp-ulike.*|likebtn.*",
    "related posts": r"(?:.*[-_])?related(?:[-_].*)?|jp-relatedposts.*|yarpp.*|crp_.*|more-?posts|anexos.*|recommended.*|outbrain"
    r"|taboola.*|zem_rp.*|read-?more-?(?:box|posts)|also-?read.*|recirc.*|mehr-zum-thema",
    "author box": r"author-?(?:box|bio|info|card|profile|description|meta|block|about|teaser).*|abh_.*|about-?(?:the-)?author.*"
    r"|saboxplugin.*|post-author-(?:box|bio)|molongui.*|autor(?:en)?-?(?:box|info).*",
    "navigation": r"(?:post|single|page)-(?:navigation|nav|links|pagination)|nav-(?:links|single|below|previous|next)|breadcrumbs?"
    r"|navigation|pagination|page-link|ez-toc.*|toc_container|toc|skip-link|jump-.*|nextprev",
    "categories and tags": r"entry-meta|post-?meta(?:data)?|entry-footer|post-footer|entry-utility|post-tags?|tags?|tags-links"
    r"|cat-links|red-tags|entry-categories|taxonom.*|postmetadata|headline_meta|meta|entry-header|post-title-top|post-meta-top"
    r"|(?:.*[-_])?(?:tags|categories|keywords|voting|rating|ratings)|voting.*|post-ratings.*",
    "subscription box": r"(?:.*[-_])?(?:newsletter|subscribe|subscription|optin|mc4wp|mailchimp|paywall|donat(?:e|ion)s?)(?:[-_].*)?",
    "advertisement": r"ads?|adsbygoogle|advert(?:isement)?|code-block.*|wpcnt|wpa|sponsor.*|ad-.*|adsense.*|(?:.*[-_])?promo(?:[-_].*)?",
    "post footer": r"posted|post-footers|asset-footer|asset-meta|entry-footer-info|extended-link",
    "comment heading": r"comments?-(?:head(?:er)?|heading|open.*|closed|nav|link)|trackbacks?(?:-.*)?|content-nav"
    r"|module-(?:header|recent.*|categories|archives?|typelist.*)",
    "buttons": r"btn|button|wp-block-buttons?|more-link|deal-button",
    "side column": r"widget(?:[-_].*)?|sidebar(?:[-_].*)?",
}
_REASONS = tuple((reason, re.compile(pattern)) for reason, pattern in _NOT_BODY.items())
FOOT_PLACES = frozenset({"posted", "post-footers", "asset-footer", "asset-meta", "post-footer", "entry-footer"})
"""Classes of the line with author and date that stands under the text, inside the element of the body."""


def reason_not_body(tag: Tag) -> str | None:
    """Why an element is none of the body's text, by its name, classes and id; None where nothing speaks against it."""
    if is_blog_itself(tag) or tag.name in ("body", "html", "main"):
        return None
    names = tokens(tag) | {attribute(tag, "id").lower()}
    reason = "navigation" if tag.name == "nav" else "side column" if tag.name == "aside" else None
    reason = reason or next((reason for reason, pattern in _REASONS if any(pattern.fullmatch(name) for name in names)), None)
    if reason is None or (tag.name == "article" and reason not in ("related posts", "advertisement")):
        return None
    return None if holds_main(tag) else reason
