"""What a study's methods add to the functions they call: the coder, the codes below, and the mask."""

from __future__ import annotations

import pytest

from ethnography.errors import StudyProblem, UnknownId
from ethnography.study import Study


def test_rules_are_measured_on_what_the_coder_has_read(bundled: Study) -> None:
    table = bundled.evaluate_rules(coder="ada")
    seen = sum(coder == "ada" for coder, _ in bundled.state.seen)
    assert f"{seen} comments read" in table.attrs["note"]
    false = bundled.false_suggestions(coder="ada")
    by_kind = false[false["code"] == "trust"]["kind"].value_counts()
    row = table.set_index("code").loc["trust"]
    assert by_kind["false"] == round(row["spans_suggested"] * (1 - row["span_precision"]))
    assert by_kind["missed"] == round(row["spans_coded"] * (1 - row["span_recall"]))
    assert set(bundled.false_suggestions(coder="ada", code="trust")["code"]) == {"trust"}
    with pytest.raises(StudyProblem, match="names 2 coders"):
        bundled.evaluate_rules()


def test_pairs_take_the_codes_below_with_them(bundled: Study) -> None:
    whole = bundled.find_pairs("organisation", "answers", "identity")
    alone = bundled.find_pairs("organisation", "answers", "identity", include_children=False)
    assert len(whole) > len(alone) == 0
    assert set(whole["code"]) <= set(bundled.codebook.descendants("organisation"))
    with pytest.raises(UnknownId, match="code"):
        bundled.find_pairs("organization", "answers", "identity")


def test_texts_are_masked(bundled: Study) -> None:
    names = bundled.folder.key().names
    shown = [
        *bundled.false_suggestions(coder="ada")["sentence"],
        *bundled.find_pairs("identity", "same_thread", "organisation")["quote"],
        *bundled.framework_table(bundled.framework("comment"), longest=500).to_numpy().ravel(),
    ]
    mask = bundled.mask
    assert names
    assert [mask(text) for text in shown] == shown


def test_the_framework_of_authors(bundled: Study) -> None:
    table = bundled.framework("author", coder="ada")
    assert bundled.codings[table["quotes"].iloc[0][0]].coder == "ada"
    assert bundled.framework_table(table).index.name == "author"
