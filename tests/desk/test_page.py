"""A coded thread as one HTML file: nothing of what the mask hides is in it, nothing can be changed, nothing is loaded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ethnography.desk.page import page_values
from ethnography.errors import UnknownId
from ethnography.study import Study
from tests.browser import page_of


@pytest.fixture
def coded(talk: Study) -> Study:
    talk.code("t:one", "said Ann Otter. Nobody is safe", "anonymity", coder="ada")
    talk.code("t:one", "🙂, said Ann", "trust", coder="ada")
    talk.code("t:five", talk.corpus.comment("t:five").text, "trust", coder="ben")
    talk.write_memo("Ask Ann Otter about [this](<comment:t:one>)", about="comment", subject="t:one", coder="ada")
    talk.write_memo("a field note stays at home", coder="ada")
    return talk


def test_offsets_move_along_with_the_masked_names(coded: Study) -> None:
    values = page_values(coded, "t")
    texts = {comment["id"]: comment["text"] for comment in values["thread"]["comments"]}
    quotes = {
        texts[e["comment"]][e["start"] : e["end"]] for e in values["events"] if e["comment"] == "c1" and e["event"] == "coded"
    }
    assert quotes == {"said [Rowan]. Nobody is safe", "🙂, said [Rowan]"}
    first = next(comment for comment in values["thread"]["comments"] if comment["id"] == "c1")
    edges = first["sentences"]
    assert first["text"][edges[0] : edges[1]] == "I would rather be anonymous 🙂, said [Rowan]."
    assert values["coders"] == ["ada", "ben"]


def test_codebook_title_and_ids_do_not_tell_who_it_is(coded: Study, tmp_path: Path) -> None:
    path = coded.folder.root / coded.settings.codebook
    path.write_text(path.read_text("utf-8").replace("brief: believing", "brief: as Ann Otter does"), "utf-8")
    first = coded.folder.comments()[0]
    renamed = [
        replace(comment, thread="interview-ann-otter" if comment.thread == "t" else comment.thread)
        for comment in coded.folder.comments()
    ]
    coded.folder.write_comments([replace(first, title="A talk with Ann Otter", thread="interview-ann-otter"), *renamed[1:]])
    study = Study.open(coded.folder.root)
    made = study.to_html("interview-ann-otter")
    assert "otter" not in made.name
    assert "otter" not in made.read_text("utf-8").lower()
    assert "A talk with [Rowan]" in made.read_text("utf-8")


def test_a_mask_is_no_markdown(coded: Study) -> None:
    coded.write_memo("Ann: yes", about="thread", subject="t", coder="ada")
    assert [["p", "[Rowan]: yes"]] in [memo["markup"] for memo in page_values(coded, "t")["memos"]]


def test_the_file_holds_no_name_no_note_and_no_address_that_acts(coded: Study, tmp_path: Path) -> None:
    path = coded.to_html("t", tmp_path / "t.html")
    text = path.read_text("utf-8")
    for secret in ("Otter", "field note stays", str(coded.folder.root)):
        assert secret not in text
    assert "<img" not in text
    assert text.count("<script") == text.count("</script>") == 2
    assert not re.search(r"""(?:src|href)\s*=\s*["']?https?:""", text)
    assert coded.to_html("t").parent == coded.folder.reports
    assert "ben" not in str(page_values(coded, "t", coders=["ada"])["events"])
    with pytest.raises(UnknownId):
        coded.to_html("nowhere")


@pytest.mark.browser
def test_it_can_be_read_in_any_browser_and_not_changed(browser: Any, coded: Study, tmp_path: Path) -> None:
    path = coded.to_html("t", tmp_path / "t.html")
    with page_of(browser, viewport={"width": 1100, "height": 800}) as (page, complaints):
        page.goto(path.as_uri())
        page.locator("article.comment").first.wait_for()
        assert page.locator("article.comment").count() == 7
        assert page.locator('article[data-comment="c1"] button.chip').count() == 2
        assert page.locator(".save-state").text_content() == ""
        page.locator('article[data-comment="c1"] button.chip').first.click()
        page.locator(".card.active").wait_for()
        assert "[Rowan]" in page.locator(".card.active .quote").text_content()
        assert page.get_by_role("button", name="Remove").count() == 0
        assert "Ask [Rowan] about this" in page.locator(".side .memo-text").text_content()
        page.locator('article[data-comment="c6"]').focus()
        for key in ("c", "s", "Delete", "x", "z"):
            page.keyboard.press(key)
        assert page.locator(".palette").count() == 0
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.dataset.comment") == "c5"
        page.locator(".tab", has_text="Codes").click()
        assert page.locator(".code", has_text="Trust").locator(".n").text_content() == "2", "everybody's codings count"
        page.locator(".code", has_text="Anonymity").click()
        page.locator(".filter-result", has_text="1 of 7").wait_for()
        assert complaints == []
        page.emulate_media(media="print")
        assert page.locator(".side").is_hidden()
        tall = page.evaluate("document.documentElement.scrollHeight")
        assert tall > page.evaluate("document.querySelector('article[data-comment=\"c6\"]').getBoundingClientRect().bottom") - 5
