"""Files, folders and patterns to sources: which, in what order, each once, and what is passed over with its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ethnography.errors import UnreadableSource
from ethnography.source.gathering import gather
from tests.source.material import page, record, taken, warc_gz, written, zipped

FRAME = page("Frame").replace(b"<h1>", b"<div id='disqus_thread'><h1>")


def names(path: Path | str) -> list[str]:
    return [source.name for source in taken(path)[0]]


def test_one_file_is_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "tea.txt", b"Ann says: tea.")
    (source,), passed_over = taken(path)
    assert (source.name, source.data, source.container, passed_over) == ("tea.txt", b"Ann says: tea.", None, {})


def test_a_folder_in_the_order_in_which_people_number(tmp_path: Path) -> None:
    for name in ("page 10.html", "page 2.html", "Page 1.html", "b/x.json", "a/y.txt"):
        written(tmp_path, name, b"[1]" if name.endswith("json") else b"<html>words</html>")
    assert names(tmp_path) == ["Page 1.html", "page 2.html", "page 10.html", "a/y.txt", "b/x.json"]


def test_what_is_no_text_is_passed_over_in_a_folder_and_counted(tmp_path: Path) -> None:
    written(tmp_path, "page.html", page())
    written(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    written(tmp_path, "b.JPG", b"\xff\xd8\xff" + bytes(50))
    written(tmp_path, "disguised", b"GIF89a" + bytes(50))
    written(tmp_path, "look.css", b"p { color: red }")
    written(tmp_path, "x.woff2", b"wOF2" + bytes(20))
    written(tmp_path, "library.sqlite", b"SQLite format 3\x00" + bytes(90))
    written(tmp_path, "nothing.html", b" \n ")
    written(tmp_path, ".hidden/secret.html", page())
    written(tmp_path, "Thumbs.db", b"x")
    written(tmp_path, "tool.js", b"alert(1)")
    written(tmp_path, "data.7z", b"7z\xbc\xaf\x27\x1c" + bytes(20))
    sources, passed_over = taken(tmp_path)
    assert [source.name for source in sources] == ["page.html"]
    reasons = " / ".join(f"{name}: {reason}" for name, reason in gather(tmp_path).passed_over) + str(passed_over)
    assert "3 pictures" in reasons
    assert "2 hidden files" in reasons
    assert passed_over["look.css"] == "a style sheet"
    assert passed_over["x.woff2"] == "a font"
    assert passed_over["library.sqlite"] == "a database"
    assert passed_over["nothing.html"] == "it is empty"
    assert passed_over["tool.js"] == "a script"
    assert "unpack it" in passed_over["data.7z"]


def test_a_file_that_was_named_is_taken_whatever_it_is(tmp_path: Path) -> None:
    picture = written(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + bytes(50))
    (source,), _ = taken(picture)
    assert source.name == "a.png"
    with pytest.raises(UnreadableSource, match="a picture"):
        source.check_text()
    with pytest.raises(UnreadableSource, match="is empty"):
        taken(written(tmp_path, "empty.html", b""))


def test_posts_of_a_twitter_archive_are_no_script(tmp_path: Path) -> None:
    written(tmp_path, "data/tweets.js", b'window.YTD.tweets.part0 = [ {"tweet": {}} ]')
    written(tmp_path, "data/account.js", b"window.YTD.account.part0 = [ ]")
    sources, passed_over = taken(tmp_path)
    assert [source.name for source in sources] == ["data/tweets.js"]
    assert "other than its posts" in passed_over["data/account.js"]


@pytest.mark.parametrize("folder", ["tea_files", "tea-Dateien", "tea_fichiers", "tea.files", "tea_archivos"])
def test_the_folder_of_a_saved_pages_parts_is_one_entry(tmp_path: Path, folder: str) -> None:
    written(tmp_path, "tea.html", page())
    written(tmp_path, f"{folder}/a.css", b"p {}")
    written(tmp_path, f"{folder}/advert.html", b"<html><body>Buy this now</body></html>")
    sources, passed_over = taken(tmp_path)
    assert [source.name for source in sources] == ["tea.html"]
    assert passed_over == {folder: f"2 parts of the saved page tea.html (pictures, styles, scripts), the first {folder}/a.css"}
    # named itself, as a shell does for pages/*, it is still that page's
    assert taken(tmp_path / folder)[0] == []


def test_a_frame_with_a_discussion_is_taken_from_there(tmp_path: Path) -> None:
    written(tmp_path, "tea.html", page())
    written(tmp_path, "tea_files/saved_resource.html", FRAME)
    written(tmp_path, "tea_files/like.html", b"<html><body class='comments'>Like 12</body></html>")
    sources, passed_over = taken(tmp_path)
    assert [source.name for source in sources] == ["tea.html", "tea_files/saved_resource.html"]
    assert "tea_files/like.html" in passed_over


def test_a_folder_called_like_parts_of_no_page_is_a_folder(tmp_path: Path) -> None:
    written(tmp_path, "my_files/tea.html", page())
    written(tmp_path, "my/other.html", page())
    assert names(tmp_path) == ["my/other.html", "my_files/tea.html"]


def test_patterns_that_no_shell_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("p2.html", "p10.html", "p1.txt", "deep/er/p3.html", ".git/p4.html"):
        written(tmp_path, name, page())
    assert names(f"{tmp_path}/p*.html") == ["p2.html", "p10.html"]
    assert names(f"{tmp_path}/**/*.html") == ["deep/er/p3.html", "p2.html", "p10.html"]
    assert names(f"{tmp_path}/d*") == ["deep/er/p3.html"]
    monkeypatch.chdir(tmp_path)
    assert names("p?.html") == ["p2.html"]
    assert names("**/p[0-9].html") == ["deep/er/p3.html", "p2.html"]
    assert len(names("**")) == 4


def test_brackets_in_the_name_of_a_file_are_no_pattern(tmp_path: Path) -> None:
    path = written(tmp_path, "thread [1].html", page())
    assert names(path) == ["thread [1].html"]


@pytest.mark.parametrize(
    ("given", "said"), [("missing.html", "no such file"), ("*.mhtml", "no file is named like this"), ("empty", "folder is empty")]
)
def test_what_is_not_there_is_said_at_once(tmp_path: Path, given: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableSource, match=said):
        gather([tmp_path / given])


def test_the_same_file_comes_once(tmp_path: Path) -> None:
    path = written(tmp_path, "tea.html", page())
    (tmp_path / "link.html").symlink_to(path)
    gathered = gather([path, tmp_path, str(path), f"{tmp_path}/*.html"])
    assert [source.name for source in gathered.sources] == ["tea.html"]
    assert gathered.names == ("tea.html",)


def test_links_in_circles_and_to_nowhere(tmp_path: Path) -> None:
    written(tmp_path, "a/b/tea.html", page())
    for number in range(6):
        (tmp_path / "a" / "b" / f"loop{number}").symlink_to(tmp_path / "a")
        (tmp_path / "a" / f"loop{number}").symlink_to(tmp_path)
    (tmp_path / "gone.html").symlink_to(tmp_path / "nowhere.html")
    sources, passed_over = taken(tmp_path)
    assert len(sources) == 1
    assert "leads nowhere" in passed_over["gone.html"]
    assert len(names(f"{tmp_path}/**/*.html")) == 1
    with pytest.raises(UnreadableSource, match="cannot be opened"):
        gather([tmp_path / "gone.html"])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    written(tmp_path, "tea.html", page())
    with pytest.raises(UnreadableSource, match="pipe"):
        gather([tmp_path / "pipe.html"])
    sources, passed_over = taken(tmp_path)
    assert len(sources) == 1
    assert "pipe.html" in passed_over


def test_a_very_deep_folder(tmp_path: Path) -> None:
    deep = str(tmp_path)
    for _ in range(600):
        deep += "/d"
        os.mkdir(deep)
    written(Path(deep), "x.html", page())
    assert len(names(tmp_path)) == 1
    assert len(names(f"{tmp_path}/**/*.html")) == 1


def test_a_mail_folder_is_one_source(tmp_path: Path) -> None:
    message = b"From: ann@example.org\nSubject: pears\nMessage-ID: <1@example.org>\n\nThey are ripe.\n"
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / part).mkdir(parents=True)
    written(tmp_path, "Mail/cur/1300000000.1.host:2,S", message)
    written(tmp_path, "Mail/.Sent/cur/1300000001.2.host:2,S", message.replace(b"<1@", b"<2@"))
    (tmp_path / "Mail/.Sent/new").mkdir()
    for given in (tmp_path, tmp_path / "Mail"):
        sources, _ = taken(given)
        assert len(sources) == 2
        assert b"<1@example.org>" in sources[0].data
        assert b"<2@example.org>" in sources[1].data


def test_what_fails_in_a_folder_does_not_hinder_the_rest_and_what_was_named_fails_last(tmp_path: Path) -> None:
    broken = written(tmp_path, "1.zip", zipped({"a.html": page()})[:-30])
    good = written(tmp_path, "2.html", page())
    sources, passed_over = taken(tmp_path)
    assert [source.name for source in sources] == ["2.html"]
    assert "cut off" in passed_over["1.zip"]
    both = gather([broken, good]).sources
    assert next(both).name == "2.html"
    with pytest.raises(UnreadableSource, match="cut off"):
        next(both)


def test_a_container_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    sources, passed_over = taken(written(tmp_path, "a.warc.gz", warc_gz([record("dns:x", b"x", kind="warcinfo")])))
    assert not sources
    assert passed_over == {"a.warc.gz": "there is no page and no text in it"}


def test_the_encoding_that_was_given_is_that_of_what_is_inside(tmp_path: Path) -> None:
    (source,), _ = taken(written(tmp_path, "a.zip", zipped({"a.txt": "Žofie says: tea".encode("cp1250")})), "cp1250")
    assert source.text == "Žofie says: tea"
