"""The comments that a reader found on a page, with the post, as one reading: ids, links, the count, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ethnography.corpus import Comment
from ethnography.formats.base import Ids, Reading
from ethnography.formats.saved_page.dates import settle_dates
from ethnography.formats.saved_page.document import FLATTENED
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page
from ethnography.formats.saved_page.post import Post, page_title, read_post
from ethnography.formats.saved_page.remainder import Roots, count_warning, left_out, page_warnings, stated_count

_FEW = 5


def assemble(format: str, page: Page, found: Found) -> Reading:
    """The reading of a page: the post first, then the messages in page order."""
    shown = [one.roots for one in found.messages if one.roots]
    settled = settle_dates([*found.messages, *([found.opening] if found.opening else [])], page)
    post, guesses = _post(page, found, shown)
    ids = found.ids or Ids(post.title, found.thread_url or page.url, post.text)
    opening = Comment(
        ids.post, ids.thread, None, post.text, "post", post.author, post.date, post.date_text, post.title, page.url, None,
        post.parts, found.opening.state if found.opening else None,
    )  # fmt: skip
    comments, warnings = _comments(found, ids)
    if found.has_post and not post.body_found:
        what = "the body of the post was not found; its text is the title" if found.opening is None else "the post has no text"
        warnings.insert(0, what)
    if not found.has_post:
        warnings.insert(0, "this page holds only further comments of its thread; the post is not in it")
    if page.soup.flattened:
        warnings.insert(0, FLATTENED)
    kinds = Counter(comment.kind for comment in comments)
    claimed = found.claimed
    if claimed is None and found.opening is None and found.has_post:  # the count over the comments of an article
        claimed = stated_count(page, shown)
    if mismatch := count_warning(claimed, kinds["comment"], kinds["pingback"]):
        warnings.append(mismatch)
    further = page_warnings(page, shown)
    warnings += [*further, *found.warnings]
    rest = left_out(page, post.left_out, elsewhere=found.elsewhere, again=found.again)
    return Reading(
        format, (opening, *comments) if found.has_post else tuple(comments), claimed, (*rest, *found.left_out),
        (*guesses, *settled, *found.guesses), tuple(warnings), found.not_captured, page.url,
        partial=bool(further) or not found.has_post or found.partial,
    )  # fmt: skip


def _post(page: Page, found: Found, shown: list[Roots]) -> tuple[Post, list[str]]:
    """The post: the opening message of a forum's thread, otherwise the article of the page."""
    if found.opening is not None:
        one = found.opening
        title = found.title or page_title(page, [*shown, one.roots])
        return Post(title, one.author, one.date, one.date_text, one.text, one.parts, bool(one.text), ()), []
    if not found.has_post:
        return Post(found.title or page_title(page, shown), None, None, None, "", (), False, ()), []
    post = read_post(page, [*shown, *found.again, *found.elsewhere], found.unknown)
    post, guesses = _with_marked_author(post, found.messages)
    return post, [post.guess, *guesses] if post.guess else guesses


def _with_marked_author(post: Post, messages: Sequence[Message]) -> tuple[Post, list[str]]:
    """The post with the author whom the page marks among the commenters, where none is printed."""
    marked = list(dict.fromkeys(one.author for one in messages if one.by_post_author and one.author))
    if post.author is None and len(marked) == 1:
        return replace(post, author=marked[0]), [
            f"no author is printed for the post; the page marks the comments by {marked[0]} as its author's, so this name was taken"
        ]
    others = [name for name in marked if name != post.author]
    if not others:
        return post, []
    stated = f"is {post.author}" if post.author else "is not printed"
    return post, [f"the author of the post {stated}, and the page marks comments by {' and '.join(others)} as the post author's"]


def _comments(found: Found, ids: Ids) -> tuple[list[Comment], list[str]]:
    """The comments with their ids and reply links, and what to warn about."""
    names: dict[int, str] = {}
    post = ids.post if found.has_post else None
    if found.opening is not None:
        names[id(found.opening)] = ids.post
    for one in found.messages:
        if one.number and (found.ids is not None or not one.number.isdigit()):  # as it is: letters tell numbers apart
            names[id(one)] = f"{ids.thread}:{one.number}"
        else:
            names[id(one)] = ids.comment(one.text, one.date, f"comment-{one.number}" if one.number else None)
    comments: list[Comment] = []
    warnings: list[str] = []
    lacking: dict[str, list[str]] = {"text": [], "author": []}
    for one in found.messages:
        id_, parent = names[id(one)], names[id(one.answers)] if one.answers is not None else post
        if one.answers is None and one.missing:
            parent = f"{ids.thread}:{one.missing}"
            warnings.append(f"{id_} answers {one.missing}, which is not in this file")
        comments.append(
            Comment(
                id_, ids.thread, parent, one.text, one.kind, one.author, one.date, one.date_text, None, one.url,
                one.evidence if parent else None, one.parts, one.state,
            )
        )  # fmt: skip
        warnings += [f"{id_} {remark}" for remark in one.remarks]
        if one.state in ("deleted", "removed"):
            continue
        if not one.text:
            lacking["text"].append(id_)
        if one.author is None and one.kind == "comment":
            lacking["author"].append(id_)
    for what, which in lacking.items():
        if len(which) <= _FEW:
            warnings += [f"{id_} has no {what}" for id_ in which]
        else:
            warnings.append(f"{len(which)} comments have no {what}, {which[0]} among them")
    return comments, warnings
