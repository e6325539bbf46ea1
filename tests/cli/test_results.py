"""Commands that show results: what is masked, and intervals beside shares."""

from __future__ import annotations

import pandas as pd

from ethnography.cli.results import masked_line, share_and_interval
from ethnography.study import Study
from tests.test_cli import run


def test_names_are_masked_before_lines_are_cut(bundled: Study) -> None:
    names = bundled.folder.key().names
    texts = {id: bundled.corpus.comment(id).text for id in bundled.corpus.comments.index}
    name, text = next((name, text) for text in texts.values() for name in names if len(name) > 6 and text.find(f" {name} ") > 20)
    word = text[text.find(name) + len(name) :].split()[0]  # the word after the name; four characters before it the name is cut
    shown = run("find", word, "--width", 4, cwd=bundled.folder.root).stdout
    assert name[-3:] + " »" + word not in shown
    assert "places in" in shown


def test_a_name_over_the_edge_of_a_match_is_masked_whole() -> None:
    mask = lambda text: text.replace("Otter Brook", "Ash")  # noqa: E731
    assert masked_line("says Dr Otter ", "Brook", " today", mask) == ("says Dr ", "Ash", " today")
    assert masked_line("says Dr ", "Otter Brook", " today", mask) == ("says Dr ", "Ash", " today")
    assert masked_line("Otter Brook ", "says", " so", mask) == ("Ash ", "says", " so")


def test_places_are_sorted_and_chosen_by_code(bundled: Study) -> None:
    here = bundled.folder.root
    by_right = run("find", "trust*", "--sort", "right", "--width", 20, cwd=here).stdout
    by_place = run("find", "trust*", "--width", 20, cwd=here).stdout
    assert sorted(by_right.splitlines()) == sorted(by_place.splitlines())
    assert by_right != by_place
    count = lambda *more: int(run("find", "trust*", *more, cwd=here).stdout.split("\n")[-2].split()[0])  # noqa: E731
    assert count("--code", "trust") + count("--without", "trust") == count()
    assert "can be sorted by" in run("find", "trust*", "--sort", "size", cwd=here).stderr


def test_a_share_has_its_interval_where_there_is_one() -> None:
    assert share_and_interval({"share": 0.256, "low": 0.1, "high": 0.414}) == "26% (10%–41%)"
    assert share_and_interval({"share": 0.256, "low": pd.NA, "high": pd.NA}) == "26%"
    assert share_and_interval({"share": 0.256}) == "26%"
    assert share_and_interval({"share": pd.NA}) == "–"
