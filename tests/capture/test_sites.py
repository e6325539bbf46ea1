"""Why a site may be used: recorded in study.toml without disturbing it, asked for before anything is fetched."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.capture import capture_for, record_site, site_of
from ethnography.errors import BadFile, StudyProblem, UnreadableSource
from ethnography.storage import Folder, Site
from tests.capture.server import Server, html
from tests.conftest import ROOT

SETTINGS = '# my study\nname = "Tea"   # of course\ncodebook = "codebook.yaml"\ncoders = ["ada"]\n'


def study(folder: Path, text: str = SETTINGS) -> Folder:
    (folder / "study.toml").write_bytes(text.encode())
    return Folder(folder)


def test_a_record_is_added_at_the_end(tmp_path: Path) -> None:
    folder = study(tmp_path)
    site = record_site(folder, "https://www.Example.org/tea?x=1", 'Its terms say "research\nis welcome" \\ ü\x7f', "ada")
    today = datetime.now(UTC).date().isoformat()
    assert site == Site("example.org", 'Its terms say "research is welcome" \\ ü\x7f', today, "ada")
    assert folder.settings_file.read_text("utf-8").startswith(SETTINGS)
    assert folder.settings().sites == (site,)
    second = record_site(folder, "https://pears.example/", "Consent of the owner, 3 May", "ada")
    assert folder.settings().sites == (site, second)
    assert site_of(folder.settings(), "http://example.org/other") == site
    assert site_of(folder.settings(), "http://www.example.org/") == site
    assert site_of(folder.settings(), "https://blog.example.org/") is None
    assert site_of(folder.settings(), "https://notexample.org/") is None


@pytest.mark.parametrize("text", [SETTINGS.replace("\n", "\r\n"), SETTINGS.rstrip("\n"), SETTINGS + "\n\n# the end"])
def test_whatever_the_file_looks_like(tmp_path: Path, text: str) -> None:
    folder = study(tmp_path, text)
    record_site(folder, "https://example.org/", "Because.", "ada")
    after = folder.settings_file.read_bytes().decode()
    assert after.startswith(text)
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\r\n") in (0, after.count("\n"))
    assert folder.settings().sites[0].why == "Because."


@given(st.text(min_size=3).filter(lambda text: len(" ".join(text.split())) >= 3))
def test_any_words(tmp_path_factory: pytest.TempPathFactory, why: str) -> None:
    folder = study(tmp_path_factory.mktemp("study"))
    record_site(folder, "https://example.org/", why, "ada")
    said = folder.settings().sites[0].why
    assert said == " ".join(why.split()).encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("text", "why", "said"),
    [
        (SETTINGS, " \n", "is not said"),
        (SETTINGS + "site = []\n", "Because.", "cannot be added"),
        ("name = 'x", "Because.", "cannot be added"),
    ],
)
def test_what_cannot_be_recorded(tmp_path: Path, text: str, why: str, said: str) -> None:
    folder = study(tmp_path, text)
    with pytest.raises(StudyProblem, match=said):
        record_site(folder, "https://example.org/", why, "ada")
    assert folder.settings_file.read_text("utf-8") == text


def test_mistakes_in_the_records_are_all_said(tmp_path: Path) -> None:
    folder = study(tmp_path, SETTINGS + '[[site]]\nhost = "a.example"\nseed = 3\n[[site]]\nwhy = 4\nrecorded = 2012-03-05\n')
    with pytest.raises(BadFile) as caught:
        folder.settings()
    said = str(caught.value)
    for part in (
        "number 1 has the unknown key 'seed'",
        "above the first [[site]]",
        "number 1: why is missing",
        "number 2: why is a str, not 4",
        "number 2: host is missing",
    ):
        assert part in said
    with pytest.raises(BadFile, match="site is a list"):
        study(tmp_path, SETTINGS + 'site = "example.org"\n').settings()
    with pytest.raises(BadFile, match="is no table"):
        study(tmp_path, SETTINGS + 'site = ["example.org"]\n').settings()
    dated = study(tmp_path, SETTINGS + '[[site]]\nhost = "a.example"\nwhy = "yes"\nrecorded = 2012-03-05\n').settings()
    assert dated.sites == (Site("a.example", "yes", "2012-03-05"),)


THREAD = """<html><head><title>The pear tree</title><link rel="canonical" href="{url}"></head><body class="single">
<article class="post"><h1 class="entry-title">The pear tree</h1><div class="entry-content"><p>We planted the old pear against the
south wall and waited for a year, and then for another, while the neighbours laughed at us over the fence.</p></div></article>
<div id="comments"><h2>{count} thoughts on The pear tree</h2><ol class="comment-list">{comments}</ol>
<nav class="comment-navigation">{links}</nav></div></body></html>"""
COMMENT = """<li id="comment-{number}" class="comment depth-1"><article id="div-comment-{number}" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{name}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><time datetime="2012-03-0{number}T10:00:00+00:00">March {number}, 2012</time></div></footer>
<div class="comment-content"><p>{text}</p></div></article></li>"""
SAID = [
    ("Ivo", "Mine never bore a single pear in eleven years."), ("Ada", "Did you water it in the spring, when it is dry?"),
    ("Bea", "The south wall is too hot for it, try the east."), ("Cem", "We gave ours to the school and it bore at once."),
]  # fmt: skip


def pages(server: Server) -> dict[str, bytes]:
    comments = [COMMENT.format(number=number, name=name, text=text) for number, (name, text) in enumerate(SAID, 1)]
    older = f'<a href="{server.url("/pear/comment-page-1/")}#comments">Older Comments</a>'
    url = server.url("/pear/")
    return {
        "/pear/": html(THREAD.format(url=url, count=4, comments="".join(comments[2:]), links=older)),
        "/pear/comment-page-1/": html(THREAD.format(url=url, count=4, comments="".join(comments[:2]), links="")),
        "/robots.txt": html("User-agent: *\nAllow: /\n", kind="text/plain"),
    }


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as one:
        one.answers = dict(pages(one))
        yield one


def test_without_a_record_nothing_is_fetched(server: Server, tmp_path: Path) -> None:
    folder = study(tmp_path)
    with pytest.raises(StudyProblem, match=r'no record of why 127\.0\.0\.1 may be used.*--why "'):
        capture_for(folder, server.url("/pear/"))
    with pytest.raises(StudyProblem, match="is not said"):
        capture_for(folder, server.url("/pear/"), why="")
    assert server.asked == []
    with pytest.raises(UnreadableSource):
        capture_for(folder, server.url("/missing/"), why="Its owner agreed.", sleep=lambda seconds: None)
    assert folder.settings().sites == ()  # nothing was captured: nothing is on record
    found = capture_for(folder, server.url("/pear/"), why="Its owner agreed.", by="ada", sleep=lambda seconds: None)
    assert found.path.parent == folder.sources
    assert found.path.name.startswith("127-0-0-1-pear-2")
    assert folder.settings().sites[0].why == "Its owner agreed."
    again = capture_for(folder, server.url("/pear/"), sleep=lambda seconds: None)
    assert again.path != found.path
    assert folder.settings().sites[1:] == ()


COMMAND = [sys.executable, "-c", "from ethnography.cli import main; main()"]


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, env=env, encoding="utf-8", timeout=60
    )


@pytest.mark.slow
def test_the_command_captures_and_imports(server: Server, tmp_path: Path) -> None:
    assert run("new", "pears", "--coder", "ada", cwd=tmp_path).returncode == 0
    here = tmp_path / "pears"
    refused = run("capture", server.url("/pear/"), cwd=here)
    assert (refused.returncode, server.asked) == (2, [])
    assert "--why" in refused.stderr
    done = run("capture", server.url("/pear/"), "--why", "Its owner agreed on 3 May.", "--pause", "1", cwd=here)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 pages in 3 requests" in done.stdout
    assert "robots.txt allows it" in done.stdout
    assert f"fetching {server.url('/pear/comment-page-1/')}" in done.stderr
    settings = tomllib.loads((here / "study.toml").read_text("utf-8"))
    assert settings["site"][0]["why"] == "Its owner agreed on 3 May."
    assert settings["site"][0]["by"] == "ada"
    from ethnography.study import Study

    corpus = Study.open(here).corpus
    assert len(corpus.thread_ids) == 1
    texts = {comment.text for comment in corpus.thread(corpus.thread_ids[0]).comments if comment.kind == "comment"}
    assert texts == {text for _, text in SAID}
    failed = run("capture", server.url("/nothing/"), cwd=here)
    assert failed.returncode == 2
    assert "no such page (404)" in failed.stderr
