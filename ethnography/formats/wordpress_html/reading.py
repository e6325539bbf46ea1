"""A saved page to a reading: the post, its comments in page order, and an account of the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ethnography.corpus import Comment
from ethnography.formats.base import Ids, Reading
from ethnography.formats.saved_page.page import Page
from ethnography.formats.saved_page.post import Post, read_post
from ethnography.formats.saved_page.remainder import count_warning, left_out, page_warnings, stated_count
from ethnography.formats.wordpress_html.containers import Comments, find_comments
from ethnography.formats.wordpress_html.fields import Fields, read_fields
from ethnography.formats.wordpress_html.replies import find_links
from ethnography.source import Source


def read_page(source: Source) -> Reading:
    """The reading of a saved WordPress page."""
    page = Page.parse(source.text)
    comments = find_comments(page)
    fields = [read_fields(one, comments.owners, page) for one in comments.found]
    shown = [one.roots for one in comments.found]
    elsewhere, again = [one.roots for one in comments.elsewhere], [one.roots for one in comments.again]
    post = read_post(page, [*shown, *again, *elsewhere])
    post, guesses = _with_marked_author(post, comments, fields)
    ids = Ids(post.title, page.url, post.text)
    read, warnings = _comments(comments, fields, ids)
    opening = Comment(
        ids.post,
        ids.thread,
        None,
        post.text,
        "post",
        post.author,
        post.date,
        post.date_text,
        post.title,
        page.url,
        None,
        post.parts,
    )
    if not post.body_found:
        warnings.insert(0, "the body of the post was not found; its text is the title")
    counts = Counter(comment.kind for comment in read)
    claimed = stated_count(page, shown)
    if mismatch := count_warning(claimed, counts["comment"], counts["pingback"]):
        warnings.append(mismatch)
    warnings += page_warnings(page, shown)
    rest = left_out(page, post.left_out, elsewhere=elsewhere, again=again)
    return Reading("wordpress_html", (opening, *read), claimed, tuple(rest), tuple(guesses), tuple(warnings))


def _comments(comments: Comments, fields: list[Fields], ids: Ids) -> tuple[list[Comment], list[str]]:
    """The comments with their ids and reply links, and what to warn about."""
    warnings: list[str] = []
    names: dict[int, str] = {}
    read: list[Comment] = []
    for found, one in zip(comments.found, fields, strict=True):
        names[id(found)] = ids.comment(one.text, one.date, f"comment-{found.number}" if found.number else None)
    for found, one, link in zip(comments.found, fields, find_links(comments.found), strict=True):
        id_ = names[id(found)]
        parent = names[id(link.parent)] if link.parent is not None else ids.post
        read.append(
            Comment(
                id_,
                ids.thread,
                parent,
                one.text,
                one.kind,
                one.author,
                one.date,
                one.date_text,
                None,
                one.url,
                link.evidence,
                one.parts,
            )
        )
        if link.gap:
            warnings.append(
                f"{id_} stands at depth {found.depth}, but what it answers is not in this file; read as an answer to the post"
            )
        if one.awaiting:
            warnings.append(f"{id_} is marked as awaiting moderation")
        if not one.text:
            warnings.append(f"{id_} has no text")
        if one.author is None and one.kind == "comment":
            warnings.append(f"{id_} has no author")
    return read, warnings


def _with_marked_author(post: Post, comments: Comments, fields: list[Fields]) -> tuple[Post, list[str]]:
    """The post with the author that WordPress marks among the commenters (``bypostauthor``), where none is printed."""
    marked = list(
        dict.fromkeys(
            one.author for found, one in zip(comments.found, fields, strict=True) if "bypostauthor" in found.classes and one.author
        )
    )
    if post.author is None and len(marked) == 1:
        return replace(post, author=marked[0]), [
            f"no author is printed for the post; the page marks the comments by {marked[0]} as its author's, so this name was taken"
        ]
    others = [name for name in marked if name != post.author]
    if not others:
        return post, []
    stated = f"is {post.author}" if post.author else "is not printed"
    return post, [f"the author of the post {stated}, and the page marks comments by {' and '.join(others)} as the post author's"]
