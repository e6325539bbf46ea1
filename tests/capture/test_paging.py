"""Which links lead to further pages of comments, in the forms in which sites have them; and which never do."""

from __future__ import annotations

import time

import pytest

from ethnography.capture.paging import comment_pages

WP = "https://example.org/2012/03/tea/"
TEA = "https://tea.example"
FOUND = {
    "WordPress": (
        WP, '<div class="nav-previous"><a href="{url}comment-page-1/#comments">&larr; Older Comments</a></div>',
        ["{url}comment-page-1/"],
    ),
    "WordPress, numbers": (
        WP,
        '<nav class="navigation comments-pagination"><span class="current">1</span><a href="/2012/03/tea/comment-page-2/">2</a>'
        '<a href="comment-page-3/#comments">3</a><a class="next" href="comment-page-2/">Next</a></nav>',
        ["{url}comment-page-2/", "{url}comment-page-3/"],
    ),
    "WordPress, plain addresses": (f"{TEA}/?p=7", '<a href="/?p=7&amp;cpage=2#comments">Älter</a>', [f"{TEA}/?p=7&cpage=2"]),
    "WordPress, German": (WP, '<a href="{url}kommentar-seite-2/">weiter</a>', ["{url}kommentar-seite-2/"]),
    "from a page of comments": (
        "{wp}comment-page-2/",
        '<a href="{wp}comment-page-1/">Älter</a><nav id="comment-nav-below"><a href="{wp}">Neuer</a></nav>',
        ["{wp}comment-page-1/", "{wp}"],
    ),
    "Blogger": (
        f"{TEA}/2012/03/post.html",
        f'<span class="paging-control-container"><a href="{TEA}/2012/03/post.html?commentPage=2#comments">Newer ›</a></span>',
        [f"{TEA}/2012/03/post.html?commentPage=2"],
    ),
    "TypePad": (
        f"{TEA}/blog/post.html", f'<a href="{TEA}/blog/post/comments/page/2/#comments">»</a>', [f"{TEA}/blog/post/comments/page/2/"]
    ),
    "Drupal": (
        f"{TEA}/node/12", '<section id="comments"><ul class="pager"><li><a href="/node/12?page=1">2</a></li></ul></section>',
        [f"{TEA}/node/12?page=1"],
    ),
    "words": (f"{TEA}/tea", '<p><a href="/tea?page=2">Ältere Kommentare</a></p>', [f"{TEA}/tea?page=2"]),
    "XenForo": (
        f"{TEA}/threads/tea.123/",
        '<div class="pageNav"><a href="/threads/tea.123/page-2">2</a></div><link rel="next" href="/threads/tea.123/page-2">',
        [f"{TEA}/threads/tea.123/page-2"],
    ),
    "phpBB": (
        f"{TEA}/viewtopic.php?f=1&t=2",
        '<div class="pagination"><a href="./viewtopic.php?f=1&amp;t=2&amp;sid=ab12&amp;start=20">2</a></div>',
        [f"{TEA}/viewtopic.php?f=1&t=2&sid=ab12&start=20"],
    ),
    "Discourse": (f"{TEA}/t/tea/12", '<a rel="next" href="/t/tea/12?page=2">next page</a>', [f"{TEA}/t/tea/12?page=2"]),
    "MyBB": (
        f"{TEA}/thread-12.html",
        '<div class="pagination"><a href="thread-12-page-2.html">2</a></div>',
        [f"{TEA}/thread-12-page-2.html"],
    ),
    "a base": (WP, '<base href="https://example.org/2012/03/"><a href="tea/comment-page-2/">x</a>', ["{url}comment-page-2/"]),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_further_pages_of_comments(case: str) -> None:
    url, body, links = FOUND[case]
    url = url.format(wp=WP)
    html = f"<html><body class='single comments-open'>{body.format(url=url, wp=WP)}</body></html>"
    assert comment_pages(html.encode(), url).further == [link.format(url=url, wp=WP) for link in links]


NEVER = {
    "the next post": (
        WP,
        '<nav class="post-navigation"><a rel="next" href="/2012/04/pears/">Pears</a></nav><link rel="next" href="/2012/04/pears/">',
    ),
    "another post's comments": (
        WP, '<ul class="recent-comments"><li><a href="/2012/04/pears/comment-page-2/#comment-9">Ann on Pears</a></li></ul>'
    ),
    "another host": (
        WP, '<nav class="comment-navigation"><a href="https://other.example/2012/03/tea/comment-page-2/">Older</a></nav>'
    ),
    "answers": (
        WP,
        '<nav class="comment-navigation"><a href="?replytocom=7#respond">Reply</a><a href="#comment-7">7</a>'
        '<a href="feed/">RSS</a></nav>',
    ),
    "the list of posts": (
        "https://example.org/",
        '<div class="pagination"><a href="/page/2/" rel="next">Older posts</a><a href="/?page=2">2</a></div>',
    ),
    "pages of a post": (WP, '<div class="page-links"><a href="{url}2/">2</a></div>'),
    "an archive": ("https://example.org/tag/tea/", '<div class="pager"><a rel="next" href="/tag/tea/?page=2">2</a></div>'),
    "how, in French": ("https://example.org/comment-faire-1/", '<a href="/comment-dormir-2/">Comment dormir</a>'),
    "no addresses": (
        WP,
        '<nav class="comment-navigation"><a href="javascript:older()">Older Comments</a><a href="mailto:a@b">x</a><a>y</a>'
        '<a href="http://[x/">z</a></nav>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NEVER)
def test_all_else_is_never_followed(case: str) -> None:
    url, body = NEVER[case]
    assert (
        comment_pages(f"<html><body class='single comments-open'>{body.format(url=url)}</body></html>".encode(), url).further == []
    )


def test_a_page_that_says_which_page_it_is_is_not_fetched_twice() -> None:
    body = (
        '<ol><li id="comment-7"><a href="{wp}comment-page-2/#comment-7">5 March</a></li></ol><aside>'
        '<a href="{wp}comment-page-1/#comment-3">Ivo</a></aside>'
    )
    found = comment_pages(body.format(wp=WP).encode(), WP)
    assert found.further == [f"{WP}comment-page-1/"]
    assert found.itself == {WP, f"{WP}comment-page-2/"}


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='comment-page-1/'>",
        "<div>",
        "<a href='/2012/03/tea/comment-page-2/'>older comments</a>",
        "<",
        "<nav class='comment-navigation'><a href=x>",
    ],
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    before = time.perf_counter()
    comment_pages((piece * (1_000_000 // len(piece))).encode(), WP)
    comment_pages(b"\x00\xff", WP)
    comment_pages(b"", WP)
    assert time.perf_counter() - before < 8
