"""Quotes for spreadsheets and for chapters: nothing runs, nothing turns into markup, every word can be had back."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.codebook import Code, Codebook
from ethnography.quotes import COLUMNS, select_quotes
from ethnography.report import quotes_csv, quotes_markdown
from ethnography.report.tables import escape_markdown, plain_cell, safe_cell
from tests.report.material import make_codebook, make_corpus_and_codings


def quotes_of(text: str, before: str = "", after: str = "") -> pd.DataFrame:
    row = dict.fromkeys(COLUMNS, "x") | {"quote": text, "before": before, "after": after, "parent": pd.NA, "depth": 1, "start": -1}
    return pd.DataFrame([row], columns=list(COLUMNS))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1", "'Tis", "''"])
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert plain_cell(safe_cell(text)) == text


@given(st.text())
def test_every_cell_can_be_had_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert not re.match(r"\s*[=+\-@]", safe_cell(text))


def test_csv_opens_in_excel_and_in_pandas() -> None:
    corpus, codings = make_corpus_and_codings()
    table = select_quotes(codings.to_frame(corpus), corpus, context="parent")
    text = quotes_csv(table)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [plain_cell(row["quote"]) for row in rows] == table["quote"].tolist()
    assert rows[0]["parent"] == "", "a post answers nothing"
    back = pd.read_csv(io.BytesIO(text.encode()), keep_default_na=False)
    assert list(back.columns) == list(COLUMNS)
    assert quotes_csv(quotes_of("-5")).splitlines()[1].count("'") == 1, "numbers stay numbers"


NASTY = [
    "# heading", "1. list", "- item", "+ item", "=== \n===", "a\n---\nb", "> quote", "    code", "```\nfence\n```",
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://e.example/x.png)", "http://e.example", "www.e.example",
    "me@e.example", "| a | b |\n|---|---|", "*a* _b_ **c** ~~d~~", "&amp; &lt;", "[x]: http://e.example", "a\\", "tail  \nnext",
    "$x$ `y`", "", "- [ ] task", "one\n\n\n\ntwo", "(a)", "<!-- x -->",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_the_text_and_makes_nothing_of_it(text: str) -> None:
    import mistune
    from bs4 import BeautifulSoup
    from markdown_it import MarkdownIt

    source = quotes_markdown(quotes_of(text, "Before ", " after."))
    github = mistune.create_markdown(escape=False, plugins=["strikethrough", "table", "url", "task_lists", "math"])
    for html in (MarkdownIt("commonmark").render(source), str(github(source))):
        soup = BeautifulSoup(html, "html.parser")
        assert {tag.name for tag in soup.find_all()} <= {"h2", "blockquote", "p", "strong", "br"}
        assert len(soup.find_all("h2")) == 1
        said = soup.get_text(" ")
        squeezed = re.sub(r"\s+", "", f"Before{text}after.")
        assert squeezed in re.sub(r"\s+", "", said)
        assert "**" not in soup.get_text().replace("**c**", "")


def test_markdown_headings_follow_the_codebook() -> None:
    corpus, codings = make_corpus_and_codings()
    text = quotes_markdown(select_quotes(codings.to_frame(corpus), corpus, context="parent"), make_codebook())
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[:3] == ["Own name", "Pseudonym", "Anonymity"]
    assert headings[-2:] == [r"Other \& \<b\>unsorted\</b\>", "rtl"]
    assert "> In answer to Ash:" in text
    assert quotes_markdown(pd.DataFrame(columns=list(COLUMNS))) == "No quotes.\n"
    assert "# x" in quotes_markdown(quotes_of("y"), Codebook("b", "1", (Code("z", "Z"),)))


def test_escape_is_readable() -> None:
    assert escape_markdown("Well, I don’t know! (Really?) 5 - 3; it’s fine.") == "Well, I don’t know! (Really?) 5 - 3; it’s fine."
