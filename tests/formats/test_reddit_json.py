"""Reddit's JSON: what is said about stubs, edits and gaps; entities; states; what is not Reddit's; and memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.reddit_json import RedditJson
from ethnography.formats.reddit_json.fields import gone, id36, state_of
from tests.formats.golden import CASES
from tests.formats.twisted import Twist, read_or_refuse, samples, twisted, twists, values_of

HERE = CASES / "reddit_json"


def case(name: str) -> Reading:
    return read_source(HERE / name)


def dump(*rows: dict[str, Any]) -> Reading:
    return read_source(
        make_source("dump.ndjson", "\n".join(json.dumps(row) for row in rows).encode() + b"\n"), format="reddit_json"
    )


def row(id: str, body: str, parent: str = "t3_p", **more: Any) -> dict[str, Any]:
    return {"id": id, "body": body, "link_id": "t3_p", "parent_id": parent, "author": "hedge", "subreddit": "pots", **more}


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


def test_stubs_are_counted_as_not_captured() -> None:
    reading = case("pair.json")
    assert reading.not_captured == 6
    assert "6 comments are behind 2 “load more” links and not in this file" in reading.warnings
    assert any(warning.startswith("1 “continue this thread” link leads") for warning in reading.warnings)
    assert reading.stated_count == 13
    assert "the post states 13 comments, 9 were read" in reading.warnings
    assert reading.url == "https://www.reddit.com/r/allotments/comments/tea001/who_waters_at_night/"
    assert left_out(reading)["earlier wordings of edited texts (only the last is here)"] == "2"
    assert "score" in left_out(reading)["fields of no meaning here"]


def test_what_a_stub_names_and_the_file_holds_after_all_is_not_counted() -> None:
    listing = json.loads((HERE / "pair.json").read_text("utf-8"))
    more = json.loads((HERE / "more_children.json").read_text("utf-8"))
    reading = read_source(make_source("all.json", json.dumps([*listing, more]).encode()))
    # zz1, zz2 and yy1 are here now: of the 5 + 1 + 4 that three stubs hide, 3 are read
    assert reading.not_captured == 3 + 0 + 4
    assert {comment.kind for comment in reading.comments if comment.id.endswith(":post")} == {"post"}


def test_a_dump_tells_of_torn_lines_orphans_and_threads_without_post() -> None:
    reading = case("dump.ndjson")
    assert reading.not_captured == 1
    assert any("1 line is not JSON" in warning and "line 4" in warning for warning in reading.warnings)
    assert any("reddit-lost9-" in warning and "1 of 2 threads" in warning for warning in reading.warnings)
    assert any("1 comment answers one that is not in this file (t1_gone7)" in warning for warning in reading.warnings)
    assert "lines that are not JSON" in left_out(reading)


def test_a_file_of_broken_lines_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="none of its 2 lines is JSON"):
        RedditJson.read(make_source("x.ndjson", b'{"a"}\n{"b"}\n'))


def test_a_listing_with_a_next_page_is_partial() -> None:
    reading = case("account_comments.json")
    assert reading.partial
    assert any("names a next page" in warning for warning in reading.warnings)
    assert left_out(reading)["private messages"].startswith("1")
    assert not case("pair.json").partial


def test_the_thread_is_the_same_from_a_listing_a_dump_and_more_children() -> None:
    ids = {
        comment.thread for name in ("pair.json", "more_children.json", "account_comments.json") for comment in case(name).comments
    }
    assert len({id for id in ids if "tea001" in id}) == 1


def test_ids_that_differ_in_their_letters_stay_apart() -> None:
    reading = dump(row("dma123", "one"), row("dmb123", "two"), row("c", "three", "t1_dmb123"))
    assert len({comment.id for comment in reading.comments}) == 3
    assert reading.comments[2].reply_to == reading.comments[1].id


def test_entities_are_decoded_in_all_texts_or_in_none() -> None:
    escaped = dump(row("a", "&gt; q\n\nx &amp;lt; y"), row("b", "plain"))
    assert escaped.comments[0].text == "> q\n\nx &lt; y"
    assert [part.kind for part in escaped.comments[0].parts] == ["quotation", "paragraph"]
    assert escaped.guesses == ()
    raw = dump(*(row(f"r{n}", f"> {n} & more") for n in range(30)), row("a", "write &amp; for it"))
    assert raw.comments[-1].text == "write &amp; for it"
    assert "left as typed" in raw.guesses[0]
    mixed = dump(row("r", "> said & done"), row("a", "tea &amp; milk"))
    assert mixed.comments[1].text == "tea & milk"
    assert "were decoded" in mixed.guesses[0]


def test_the_html_beside_a_text_says_whether_it_is_escaped() -> None:
    reading = dump(row("a", "write &amp;", body_html="<p>write &amp;amp;</p>"), row("b", "a &amp; b", body_html="&lt;p&gt;"))
    assert [comment.text for comment in reading.comments] == ["write &amp;", "a & b"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[deleted]", "deleted"),
        ("[removed]", "removed"),
        ("[ Removed by Reddit ]", "removed"),
        ("[deleted by user]", "deleted"),
        ("[removed] tea", None),
        ("[tea]", None),
    ],
)
def test_words_in_the_place_of_a_text(text: str, state: str | None) -> None:
    assert gone(text) == state


def test_states_that_a_service_has_noted() -> None:
    assert state_of("tea", {"removed_by_category": "moderator"}) == "removed"
    assert state_of("[removed]", {"removed_by_category": "deleted"}) == "deleted"
    assert state_of("tea", {"_meta": {"removal_type": "deleted"}}) == "deleted"
    assert state_of("tea", {"_meta": {"retrieved_2nd_on": 1}}) is None


@pytest.mark.parametrize(
    ("value", "id"), [("t1_abc", "abc"), ("abc", "abc"), (0, None), (True, None), ([], None), (36, "10"), ("", None)]
)
def test_id36(value: Any, id: str | None) -> None:
    assert id36(value) == id


def test_a_dump_that_begins_with_the_latest_is_put_in_order_and_a_listing_is_not() -> None:
    backwards = dump(row("b", "late", created_utc=1_500_000_200), row("a", "early", created_utc=1_500_000_100))
    assert [comment.text for comment in backwards.comments] == ["early", "late"]
    listed = case("pair.json").comments
    assert listed[0].kind == "post"


def test_a_comment_that_names_no_parent_or_no_post_is_mentioned() -> None:
    reading = dump({"id": "a", "body": "x", "subreddit": "pots", "parent_id": None}, row("b", "y", parent=None))  # type: ignore[arg-type]
    assert any("not say under which post" in warning for warning in reading.warnings)
    assert any("not say what" in warning for warning in reading.warnings)


def test_posts_that_are_a_title_alone_are_read() -> None:
    reading = dump({"id": "a", "title": "Who reads the rota?", "selftext": "", "subreddit": "pots", "is_self": True})
    assert [(comment.title, comment.text) for comment in reading.comments] == [("Who reads the rota?", "")]


def test_values_that_are_nothing_of_reddits_are_counted() -> None:
    reading = dump(row("a", "x"), {"mood": 1})
    assert left_out(reading)["values that are no post and no comment"] == "1: mood"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("> a\n> b\n\nc", ["quotation", "paragraph"]),
        (">:( no", ["paragraph"]),
        (">_> no", ["paragraph"]),
        (">!hidden!<", ["paragraph"]),
        (">> twice", ["quotation"]),
        ("a\n\n\n\nb", ["paragraph", "paragraph"]),
        ("1. one\n2. two\n\n# head\ntext", ["list", "heading", "paragraph"]),
        ("```\n> code\n```\n> said", ["paragraph", "quotation"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_parts_of_markdown(text: str, kinds: list[str]) -> None:
    parts = parts_of_markdown(text)
    assert [part.kind for part in parts] == kinds
    assert all(text[part.start : part.end].strip() == text[part.start : part.end] for part in parts)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ('{"kind": "Listing", "data": {"children": []}}', 3),
        ('{"kind": "Listing", "data": {"after": "t3_x", "children": [{"kind": "t3", "data": {"id": "x"}}]}}', 3),
        ('{"json": {"data": {"things": [{"kind": "more", "data": {}}]}}}', 3),
        ('{"body": "x", "link_id": "t3_a", "id": "b"}', 3),
        ('{"body": "x", "parent_id": 7, "id": "b"}', 0),
        ('{"kind": "youtube#comment", "data": {}}', 0),
        ('{"data": [{"id": "1", "text": "x"}]}', 0),
        ('{"body": "x"}', 0),
        ("[1, 2]", 0),
    ],
)
def test_sniff(text: str, sure: int) -> None:
    assert RedditJson.sniff(make_source("x", text.encode())) == sure


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=twists)
def test_twisted_files_are_read_or_refused(blows: list[Twist]) -> None:
    for sample in samples("reddit_json"):
        read_or_refuse("reddit_json", twisted(values_of(sample), blows))


READ = """
import resource, sys
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from ethnography.formats import find_format, open_source
source = open_source(sys.argv[1])
reading = find_format(source).read(source)
print(reading.format, len(reading.comments), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_a_large_dump_is_never_held_twice(tmp_path: Path) -> None:
    """Short lines with the needed fields alone are the worst case; their file here is a fifth of a usual one."""
    file, chance = tmp_path / "large.ndjson", random.Random(5)
    vocabulary = ["tea", "garden", "pot", "kettle", "rain", "soil", "shift", "night", "apple", "orchard", "pear", "leaf"]
    count = 0
    with file.open("w", encoding="utf-8") as out:
        while out.tell() < 40_000_000:
            count += 1
            body = " ".join(chance.choices(vocabulary, k=chance.randint(3, 60)))
            post = f"p{count // 40:x}"
            parent = f"t1_c{count - 1:06x}" if count % 40 > 1 and count % 3 else f"t3_{post}"
            line = row(f"c{count:06x}", body, parent, link_id=f"t3_{post}", created_utc=1_500_000_000 + count, score=1)
            out.write(json.dumps(line) + "\n")
    done = subprocess.run([sys.executable, "-c", READ, str(file)], capture_output=True, text=True, check=True)
    format, read, peak = done.stdout.split()
    assert (format, int(read)) == ("reddit_json", count)
    assert int(peak) < 2 * file.stat().st_size


def test_recognised_by_content_alone() -> None:
    assert find_format(make_source("whatever.bin", (HERE / "dump.ndjson").read_bytes())).name == "reddit_json"
