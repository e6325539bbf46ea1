"""A page and its comment pages from a server on this machine: what is fetched, how politely, and what is said of what is not."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from ethnography.capture import Captured, capture_page
from ethnography.capture.wire import Limits, checked_url
from ethnography.errors import StudyProblem, UnreadableSource
from tests.capture.server import Server, html, moved, robots
from tests.conftest import ROOT
from tests.source.material import taken

QUICK = Limits(silence=0.4, whole=1.0, size=200_000, redirects=5)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        yield one


class Clock:
    """Instead of waiting: how long it would have been."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def captured(server: Server, folder: Path, path: str = "/tea/", **options: object) -> Captured:
    options = {"sleep": Clock(), "limits": QUICK, **options}
    return capture_page(server.url(path), folder / "tea.warc.gz", **options)  # type: ignore[arg-type]


def thread(number: int, links: str = "") -> bytes:
    return html(
        f"<html><body><h1>Tea</h1><p>The pot of {number} pears.</p><nav class='comment-navigation'>{links}</nav></body></html>"
    )


def test_one_page(server: Server, tmp_path: Path) -> None:
    server.answers = {"/tea/": thread(1), "/robots.txt": robots("User-agent: *\nDisallow: /private/\n")}
    said: list[str] = []
    found = captured(server, tmp_path, progress=said.append)
    assert server.paths == ["/robots.txt", "/tea/"]
    assert found.pages == (server.url("/tea/"),)
    assert (found.requests, found.not_captured, found.interrupted) == (2, (), False)
    assert "robots.txt allows it" in found.robots
    assert "1 page in 2 requests" in found.summary
    assert said == [f"fetching {server.url('/robots.txt')}", f"fetching {server.url('/tea/')}"]
    request = server.asked[1]
    assert "User-Agent: ethnography/" in request
    assert not any(name in request for name in ("Cookie", "Referer", "Authorization"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tea.warc.gz"]


def test_the_archive_holds_what_went_over_the_wire(server: Server, tmp_path: Path) -> None:
    whole = gzip.compress(b"<html><p>tea</p></html>")
    wire = (
        b"HTTP/1.1 200 Fine\r\ncontent-type:text/html\r\nX-Odd:   two  spaces \r\n"
        b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
        + f"{len(whole):x}\r\n".encode() + whole + b"\r\n0\r\n\r\n"
    )  # fmt: skip
    server.answers = {"/tea/": wire}
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    captured(server, tmp_path)
    with (tmp_path / "tea.warc.gz").open("rb") as file:
        assert sum(len(record.raw_stream.read()) > 0 for record in ArchiveIterator(file, check_digests="raise")) == 3
    with (tmp_path / "tea.warc.gz").open("rb") as file:
        records = []
        for record in ArchiveIterator(file, no_record_parse=True):
            data = record.raw_stream.read()
            records.append(
                (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), data, dict(record.rec_headers.headers))
            )
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert b"http-header-user-agent: ethnography/" in records[0][2]
    _, url, data, headers = records[3]
    assert (url, data) == (server.url("/tea/"), wire)
    assert before <= headers["WARC-Date"] <= time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    assert headers["WARC-IP-Address"] == "127.0.0.1"
    assert headers["WARC-Block-Digest"].startswith("sha1:")
    assert headers["WARC-Payload-Digest"].startswith("sha1:")
    assert records[4][2] == server.asked[1].encode()
    assert records[4][3]["WARC-Concurrent-To"] == headers["WARC-Record-ID"]
    (source,), passed_over = taken(tmp_path / "tea.warc.gz")
    assert (source.data, source.url, source.captured) == (b"<html><p>tea</p></html>", server.url("/tea/"), headers["WARC-Date"])
    assert list(passed_over) == [server.url("/robots.txt")]


def test_the_older_comments_are_followed_and_nothing_else(server: Server, tmp_path: Path) -> None:
    other = (
        "<a href='/other-post/'>Next post</a><a rel=next href='/pears/'>Pears</a><a href='/tea/?replytocom=4'>Reply</a>"
        "<a href='https://elsewhere.example/tea/comment-page-9/'>x</a><a href='/pears/comment-page-1/'>y</a>"
        "<a href='/tea/feed/'>z</a>"
    )
    server.answers = {
        "/tea/": thread(3, f"<a href='/tea/comment-page-2/#comments'>Older Comments</a>{other}"),
        "/tea/comment-page-2/": thread(2, "<a href='/tea/comment-page-1/'>Older</a><a href='/tea/'>Newer</a>" + other),
        "/tea/comment-page-1/": thread(1, "<a href='/tea/comment-page-2/'>Newer</a>"),
        "/robots.txt": robots(""),
    }
    clock = Clock()
    found = captured(server, tmp_path, pause=4.0, sleep=clock)
    assert server.paths == ["/robots.txt", "/tea/", "/tea/comment-page-2/", "/tea/comment-page-1/"]
    assert len(found.pages) == 3
    assert [round(wait) for wait in clock.waits] == [4, 4, 4]
    assert server.most_at_once == 1
    assert len(taken(tmp_path / "tea.warc.gz")[0]) == 3


def test_the_pause_is_never_below_a_second_and_as_long_as_robots_txt_asks_for(server: Server, tmp_path: Path) -> None:
    server.answers = {"/tea/": thread(1), "/robots.txt": html("<p>no</p>", status="404 Not Found")}
    clock = Clock()
    found = captured(server, tmp_path, pause=0.0, sleep=clock)
    assert [round(wait) for wait in clock.waits] == [1]
    assert "no robots.txt (404)" in found.robots
    server.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 9\nRequest-rate: 1/20\n")
    clock = Clock()
    found = captured(server, tmp_path / "again", pause=2.0, sleep=clock)
    assert [round(wait) for wait in clock.waits] == [20]
    assert found.pause == 20


def test_the_pause_is_waited(server: Server, tmp_path: Path) -> None:
    server.answers = {"/tea/": thread(1), "/robots.txt": robots("")}
    capture_page(server.url("/tea/"), tmp_path / "a.warc.gz", pause=1.0)
    assert server.times[1] - server.times[0] >= 0.99


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (robots("User-agent: *\nDisallow: /tea/\n"), "does not allow programs"),
        (robots("User-agent: Ethnography\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "does not allow programs"),
        (html("", status="500 Oops"), "could not be fetched: the answer was 500"),
        (html("", status="503 Busy"), "could not be fetched"),
        (lambda connection: None, "cut the connection"),
        (moved("https://elsewhere.example/robots.txt"), "another site"),
        (moved("/robots.txt"), "without an end"),
        (robots("User-agent: *\nCrawl-delay: 1000000000\n"), "more than a day"),
    ],
)
def test_what_robots_txt_does_not_allow_is_not_fetched(server: Server, tmp_path: Path, rules: bytes, said: str) -> None:
    server.answers = {"/tea/": thread(1), "/robots.txt": rules}
    with pytest.raises(UnreadableSource, match=said):
        captured(server, tmp_path)
    assert "/tea/" not in server.paths
    assert list(tmp_path.iterdir()) == []


def test_a_comment_page_that_robots_txt_does_not_allow(server: Server, tmp_path: Path) -> None:
    server.answers = {
        "/tea/": thread(2, "<a href='/tea/comment-page-1/'>Older</a>"),
        "/robots.txt": robots("User-agent: *\nDisallow: /*comment-page\n"),
    }  # fmt: skip
    found = captured(server, tmp_path)
    assert server.paths == ["/robots.txt", "/tea/"]
    assert "does not allow programs" in dict(found.not_captured)[server.url("/tea/comment-page-1/")]


# redirects


def test_redirects_on_the_same_host(server: Server, tmp_path: Path) -> None:
    server.answers = {
        "/tea/": moved("/a"),
        "/a": moved("b", "302 Found"),
        "/b": moved("/c/", "308 Permanent Redirect"),
        "/c/": thread(1),
    }
    clock = Clock()
    found = captured(server, tmp_path, sleep=clock)
    assert found.pages == (server.url("/c/"),)
    assert len(clock.waits) == 4
    sources, passed_over = taken(tmp_path / "tea.warc.gz")
    assert [source.url for source in sources] == [server.url("/c/")]
    assert "3 redirects" in str(passed_over)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("http://localhost:{port}/tea/", "redirected to another site, localhost"),
        ("https://elsewhere.example/x", "another site, elsewhere.example"),
        ("file:///etc/passwd", "its scheme is 'file'"),
        ("javascript:alert(1)", "does not begin with"),
        ("http://ann:secret@127.0.0.1/", "name or password"),
        ("", "without saying where to"),
        ("/tea/", "without an end"),
        ("http://[::bad/", "redirected"),
    ],
)
def test_redirects_that_are_not_followed(server: Server, tmp_path: Path, place: str, said: str) -> None:
    server.answers = {"/tea/": moved(place.format(port=server.port))}
    with pytest.raises(UnreadableSource, match=said if said != "redirected" else "no address|not an address|redirected"):
        captured(server, tmp_path)
    assert server.paths == ["/robots.txt", "/tea/"]


def test_redirects_without_end(server: Server, tmp_path: Path) -> None:
    server.answers = {f"/{number}": moved(f"/{number + 1}") for number in range(100)}
    with pytest.raises(UnreadableSource, match="without an end"):
        captured(server, tmp_path, "/0")
    assert len(server.paths) == 1 + 6


# what is no page


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (html("gone", status="404 Not Found"), "no such page"),
        (html("no", status="403 Forbidden"), "the site forbids it"),
        (html("no", status="401 Unauthorized"), "behind a login"),
        (html("wait", status="429 Too Many Requests"), "fewer requests"),
        (html("oops", status="502 Bad Gateway"), r"the site failed \(502\)"),
        (html("{}", kind="application/json"), "not HTML but application/json"),
        (html("x", kind="image/png"), "not HTML but image/png"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntea", "does not say that it is HTML"),
        (html("  \n"), "the page is empty"),
        (html("x" * 300_000), "larger than"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>tea", "cut the connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>te", "cut the connection"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(80 << 20)),
            "ZIP bomb",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999999999999\r\n\r\n<p>tea", "cut the connection"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\n<p>",
            "cut the connection",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -5\r\n\r\n<p>tea</p>" + b"x" * 300_000, "larger than"),
        (b"", "cut the connection"),
        (b"tea, please\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, "not HTTP"),
    ],
)
def test_what_is_no_page_is_said_and_nothing_is_kept(server: Server, tmp_path: Path, answer: bytes, said: str) -> None:
    server.answers = {"/tea/": answer}
    with pytest.raises(UnreadableSource, match=said):
        captured(server, tmp_path)
    assert list(tmp_path.iterdir()) == []


def silent(connection: socket.socket) -> None:
    time.sleep(3)


def slow(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(30):
        connection.sendall(b"<p>tea</p>")
        time.sleep(0.1)


def slow_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(30):
        connection.sendall(b"y")
        time.sleep(0.1)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>tea</p>" * 1000)


@pytest.mark.parametrize(
    ("answer", "said"),
    [(silent, "did not answer"), (slow, "did not answer"), (slow_headers, "did not answer"), (endless, "larger")],
)
def test_servers_that_take_their_time(server: Server, tmp_path: Path, answer: object, said: str) -> None:
    server.answers = {"/tea/": answer}  # type: ignore[dict-item]
    before = time.monotonic()
    with pytest.raises(UnreadableSource, match=said):
        captured(server, tmp_path)
    assert time.monotonic() - before < 2.5


def test_nobody_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken_port:
        port = taken_port.getsockname()[1]
    with pytest.raises(UnreadableSource, match="does not accept connections"):
        capture_page(f"http://127.0.0.1:{port}/", tmp_path / "a.warc.gz", sleep=Clock(), limits=QUICK)
    with pytest.raises(UnreadableSource, match=r"no host called tea\.invalid|cannot be reached"):
        capture_page("http://tea.invalid/", tmp_path / "a.warc.gz", sleep=Clock(), limits=QUICK)


def test_a_certificate_is_asked_for(server: Server, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        capture_page(f"https://127.0.0.1:{server.port}/", tmp_path / "a.warc.gz", sleep=Clock(), limits=QUICK)
    assert not any(request.startswith("GET") for request in server.asked)


@pytest.mark.parametrize(
    "given",
    ["example.org/tea", "ftp://example.org/", "http://", "http://a b/", "https://x:y@example.org/", "http://[1", "http://e.org:x/"],
)
def test_what_is_no_address(tmp_path: Path, given: str) -> None:
    with pytest.raises(UnreadableSource):
        capture_page(given, tmp_path / "a.warc.gz")
    assert list(tmp_path.iterdir()) == []


def test_addresses_as_they_are_asked_for() -> None:
    assert checked_url(" HTTP://EXAMPLE.org:80/a b/ü?x=1&y=ß#c ") == "http://example.org:80/a%20b/%C3%BC?x=1&y=%C3%9F"
    assert checked_url("https://bücher.example/%7Ea") == "https://xn--bcher-kva.example/%7Ea"


# many pages


def test_comment_pages_without_end(server: Server, tmp_path: Path) -> None:
    server.answers = {"/tea/": thread(0, "<a href='/tea/comment-page-1/'>more</a>")}
    for number in range(1, 30):
        server.answers[f"/tea/comment-page-{number}/"] = thread(number, f"<a href='/tea/comment-page-{number + 1}/'>more</a>")
    found = captured(server, tmp_path, max_pages=5)
    assert len(found.pages) == 5
    assert found.not_captured == ((server.url("/tea/comment-page-5/"), "5 pages were captured, as many as were asked for"),)


def test_a_page_that_is_always_the_same_is_not_followed_for_ever(server: Server, tmp_path: Path) -> None:
    links = "".join(f"<a href='/tea/?cpage={number}'>x</a>" for number in range(3))
    server.answers = {
        "/tea/": thread(0, links),
        **{f"/tea/?cpage={number}": thread(1, f"<a href='/tea/?cpage={number + 3}'>x</a>") for number in range(99)},
    }
    assert len(captured(server, tmp_path).pages) <= 6


def test_a_comment_page_that_fails_does_not_cost_the_others(server: Server, tmp_path: Path) -> None:
    links = "".join(f"<a href='/tea/comment-page-{number}/'>{number}</a>" for number in (1, 2, 3))
    server.answers = {
        "/tea/": thread(4, links),
        "/tea/comment-page-1/": thread(1),
        "/tea/comment-page-3/": thread(3),
        "/tea/comment-page-2/": b"",
    }
    found = captured(server, tmp_path)
    assert [page[-2] for page in found.pages[1:]] == ["1", "3"]
    assert "cut the connection" in dict(found.not_captured)[server.url("/tea/comment-page-2/")]


def test_a_site_that_asks_for_fewer_requests_gets_none(server: Server, tmp_path: Path) -> None:
    links = "".join(f"<a href='/tea/comment-page-{number}/'>{number}</a>" for number in (1, 2, 3))
    server.answers = {"/tea/": thread(4, links), "/tea/comment-page-1/": html("wait", status="429 Too Many Requests")}
    found = captured(server, tmp_path)
    assert server.paths == ["/robots.txt", "/tea/", "/tea/comment-page-1/"]
    assert len(found.not_captured) == 3


# interrupts, and what is on the disk


class Stop:
    """Waits until somebody presses Ctrl-C at the n-th wait."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, seconds: float) -> None:
        self.at -= 1
        if self.at == 0:
            raise KeyboardInterrupt


def test_an_interrupt_keeps_what_was_fetched(server: Server, tmp_path: Path) -> None:
    links = "".join(f"<a href='/tea/comment-page-{number}/'>{number}</a>" for number in (1, 2, 3))
    server.answers = {"/tea/": thread(4, links), **{f"/tea/comment-page-{number}/": thread(number) for number in (1, 2, 3)}}
    found = captured(server, tmp_path, sleep=Stop(3))
    assert found.interrupted
    assert [page.removeprefix(server.url("/tea/")) for page in found.pages] == ["", "comment-page-1/"]
    assert [page[-2] for page, _ in found.not_captured] == ["2", "3"]
    sources, passed_over = taken(tmp_path / "tea.warc.gz")
    assert len(sources) == 2
    assert list(passed_over) == [server.url("/robots.txt")]


def test_an_interrupt_before_the_page_keeps_nothing(server: Server, tmp_path: Path) -> None:
    server.answers = {"/tea/": thread(1)}
    with pytest.raises(KeyboardInterrupt):
        captured(server, tmp_path, sleep=Stop(1))
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_not_written_over(server: Server, tmp_path: Path) -> None:
    (tmp_path / "tea.warc.gz").write_bytes(b"mine")
    with pytest.raises(StudyProblem, match="such a file already"):
        captured(server, tmp_path)
    assert (tmp_path / "tea.warc.gz").read_bytes() == b"mine"
    assert server.asked == []


def test_ctrl_c_while_a_server_is_silent(server: Server, tmp_path: Path) -> None:
    asked = threading.Event()

    def wait(connection: socket.socket) -> None:
        asked.set()
        time.sleep(4)

    server.answers = {"/tea/": thread(2, "<a href='/tea/comment-page-1/'>older</a>"), "/tea/comment-page-1/": wait}
    script = (
        "import sys; from pathlib import Path; from ethnography.capture import capture_page; "
        f"found = capture_page({server.url('/tea/')!r}, Path(sys.argv[1]), pause=1.0); print(found.interrupted, len(found.pages))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "a.warc.gz")],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert asked.wait(20)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=10)
    assert output.split() == ["True", "1"]
    assert len(taken(tmp_path / "a.warc.gz")[0]) == 1
