"""The study's methods are a line or two each: that they pass on what they are asked, on the bundled study."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography import analysis
from ethnography.errors import UnknownId
from ethnography.study import Study
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.open(ROOT)


def test_codes(study: Study, tmp_path: Path) -> None:
    pairs = study.co_occurrence(where="path", within=1)
    assert pairs.attrs["within"] == 1
    assert pairs.attrs["seed"] == study.settings.seed
    assert study.co_occurrence(coder="ada")["n"].sum() < study.co_occurrence()["n"].sum()
    answers = study.transitions(replies="others")
    assert answers.attrs["replies"] == "others"
    assert analysis.save_figure(analysis.plot_transitions(answers), tmp_path / "answers.svg").stat().st_size > 5000
    assert study.timeline(per="day").attrs["per"] == "day"
    curve = study.saturation(order="corpus")
    assert set(curve["coder"]) == set(study.codings.to_frame(study.corpus)["coder"])
    kinds = study.corpus.comments["kind"]
    read = set(zip(curve["coder"], curve["comment"], strict=True))
    assert read >= {(coder, comment) for coder, comment in study.state.seen if kinds[comment] != "pingback"}


def test_intervals_stand_in_the_table_of_comments_or_say_why_not(study: Study) -> None:
    assert study.frequency()["interval"].str.startswith("none: 5 threads").all()
    assert "interval" not in study.frequency("author").columns
    assert "interval" not in study.frequency(intervals=False).columns
    assert "no intervals" not in study.frequency().attrs["note"]


def test_words_and_people(study: Study) -> None:
    code = study.codings.to_frame(study.corpus)["code"].value_counts().index[0]
    by_code = study.keyness(code)
    frame = study.frame()
    ids = frame.loc[frame["code"].isin(study.codebook.descendants(code)), "comment"].unique()
    assert by_code.equals(study.keyness(list(ids)))
    with pytest.raises(UnknownId, match="code"):
        study.keyness("no such code")
    assert study.collocations("name*", window=3).attrs["window"] == 3
    assert 0 < study.network(code=code)["n"].sum() < study.network()["n"].sum()
    top = study.codebook.code(code).parent
    assert study.network(code=top)["n"].sum() >= study.network(code=code)["n"].sum()  # with the codes below it
    by_code = study.network(by_code=True)
    assert by_code.loc[by_code["code"] == code, "n"].sum() == study.network(code=code)["n"].sum()
    assert set(study.network(code=code, by_code=True)["code"]) == {code}
    with pytest.raises(UnknownId, match="code"):
        study.network(code="no such code")


def test_concordance(study: Study) -> None:
    rule = {"terms": ["trust*"], "not": ["trust me"]}
    table = study.keyword_in_context(rule, sort="left")
    assert 0 < len(table) <= len(study.keyword_in_context("trust*"))
    inside = study.keyword_in_context(rule, code=["trust"])
    outside = study.keyword_in_context(rule, without="trust")
    assert len(inside) + len(outside) == len(table)
