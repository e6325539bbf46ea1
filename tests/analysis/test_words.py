from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.analysis import ENGLISH_STOP, count_words_in, plot_words, tokenize
from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import TooLittle
from tests.analysis.material import CORPUS


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("I don’t, can't", ["i", "don't", ",", "can't"]),
        ("well-being 24/7", ["well-being", "24/7"]),
        ("yes—no", ["yes", "-", "no"]),
        ("yes -- no", ["yes", "-", "no"]),
        ("@Ada_1 #NHS 🙂 :D <3", ["@ada_1", "#nhs", "🙂", ":D", "<3"]),
        ("👩🏽‍⚕️ 🇬🇧 👍🏽 ❤️", ["👩🏽‍⚕", "🇬🇧", "👍🏽", "❤"]),
        ("“Trust”\u00a0me", ['"', "trust", '"', "me"]),
        ("co\u00adoperate", ["cooperate"]),
        ("café Größe", ["café", "größe"]),
        ("HTTP://Example.org/A", ["HTTP://Example.org/A"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


def test_case_can_be_kept() -> None:
    assert tokenize("NHS Trust", lower=False) == ["NHS", "Trust"]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60))
def test_no_token_is_blank(text: str) -> None:
    assert all(token.strip() for token in tokenize(text))


def test_tokenizing_needs_no_download() -> None:
    script = "import nltk; nltk.data.path[:] = []; from ethnography.analysis import tokenize; print(tokenize('so it is'))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['so', 'it', 'is']"


def test_counts_by_hand() -> None:
    table = count_words_in(CORPUS).set_index("word")
    # trust: in p (ann) and c3 (nobody); not in the pingback, not in the reference of d1
    assert table.loc["trust"].tolist() == [2, 2, 1]
    # glad: in c1 (bob) and in d1, where Dee says it
    assert table.loc["glad"].tolist() == [2, 2, 1]
    assert table.loc["cross"].tolist() == [2, 2, 2]
    assert not {"otter", "2011", "?", ".", "i", "us"} & set(table.index)


def test_the_most_frequent_come_first_and_equals_in_order() -> None:
    table = count_words_in(CORPUS)
    assert table["word"].tolist()[:4] == ["cross", "glad", "trust", "ask"]
    assert list(table.columns) == ["word", "n", "comments", "authors"]


def test_by_role() -> None:
    table = count_words_in(CORPUS, by="role")
    assert list(table.columns) == ["role", "word", "n", "comments", "authors"]
    trust = table[table["word"] == "trust"].set_index("role")["n"]
    assert trust.to_dict() == {"nurse": 1, "not stated": 1}
    assert list(table.attrs["words"]) == ["nurse", "service user", "not stated"]
    assert sum(table.attrs["words"].values()) == count_words_in(CORPUS).attrs["words"][""]


def test_stop_words_and_rare_words() -> None:
    kept = count_words_in(CORPUS, stop=())
    assert {"i", "us"} <= set(kept["word"])
    assert "stop word" not in kept.attrs["note"]
    assert set(count_words_in(CORPUS, min_count=2)["word"]) == {"cross", "glad", "trust"}
    assert "cross" not in set(count_words_in(CORPUS, stop={"Cross"})["word"])
    assert not {"not", "no", "never", "don't"} & ENGLISH_STOP


def test_the_inner_part_decides_whose_words_they_are() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "aa bb cc", author="x", parts=(Part(0, 8, voice="y"), Part(3, 5)))])
    assert count_words_in(corpus).set_index("word")["authors"].to_dict() == {"aa": 0, "bb": 1, "cc": 0}


def test_nothing_to_count() -> None:
    table = count_words_in(Corpus.build([]))
    assert list(table.columns) == ["word", "n", "comments", "authors"]
    assert len(table) == 0
    with pytest.raises(TooLittle, match="no words"):
        plot_words(table)


def test_figures() -> None:
    ax = plot_words(count_words_in(CORPUS), top=3)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["cross", "glad", "trust"]
    assert [text.get_text() for text in ax.texts] == ["2", "2", "2"]
    grouped = plot_words(count_words_in(CORPUS, by="role"), top=3)
    assert [label.get_text().split("\n")[0] for label in grouped.get_xticklabels()] == ["nurse", "service user", "not stated"]
    assert [text.get_text() for text in grouped.texts] == ["1", "0", "1", "1", "2", "0", "0", "0", "1"]
