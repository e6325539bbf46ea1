from __future__ import annotations

import pytest

from ethnography.analysis.query import described, find_places
from ethnography.codebook import parse_codebook
from ethnography.corpus import Comment, Corpus
from ethnography.errors import BadFile
from tests.analysis.material import CORPUS

NAMES = Corpus.build([
    Comment("p", "t", None, "My real name is not real life. A name is a name.", "post"),
    Comment("c", "t", "p", "Is it real? Nobody has such a long and odd name.", "comment"),
    Comment("ping", "t", "p", "my real name", "pingback"),
])  # fmt: skip


def quotes(corpus: Corpus, query: object) -> list[tuple[str, str]]:
    found = find_places(corpus, query)  # type: ignore[arg-type]
    return list(zip(found["comment"], found["quote"], strict=True))


def test_terms_without_pingbacks() -> None:
    assert quotes(NAMES, "real name, odd") == [("p", "real name"), ("c", "odd")]
    assert quotes(CORPUS, "otter") == [("d1", "Otter")]  # in a reference


def test_every_way_to_write_a_rule_is_the_same() -> None:
    rule = {"near": {"all": [["real"], ["name*"]], "within": "2 words"}, "not": ["real life"]}
    text = "{near: {all: [[real], [name*]], within: 2 words}, not: [real life]}"
    book = parse_codebook(f"{{version: '1', codes: [{{id: own, rules: [{text}]}}]}}")
    assert quotes(NAMES, rule) == quotes(NAMES, text) == quotes(NAMES, book.code("own").rules[0]) == [("p", "real name")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"terms": ["name"], "not": ["real name"]}, [("p", "name"), ("p", "name"), ("c", "name")]),
        ({"terms": ["name"], "unless": {"terms": ["odd"], "within": "sentence"}}, [("p", "name")] * 3),
        ({"regex": [r"\bn\w+y\b"]}, [("c", "Nobody")]),
        ({"near": {"all": [["real"], ["name"]], "within": "comment"}}, [("p", "real name is not real"), ("c", "real? Nobody")]),
        ({"terms": ["nobody"], "spread": "sentence"}, [("c", "Nobody has such a long and odd name.")]),
    ],
)
def test_the_words_of_the_rule_language(query: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = quotes(NAMES, query)
    assert [(comment, quote[: len(said)]) for (comment, quote), (_, said) in zip(found, expected, strict=False)] == expected


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "it has no term"),
        ("*", "no letter or digit"),
        ({"terms": ["*"]}, "no letter or digit"),
        ({"term": ["name"]}, "unknown key 'term' in a rule; did you mean 'terms'"),
        ({}, "has neither terms, regex nor near"),
        ("{terms: [name]", "The query '{terms: .name]' has 1 mistake"),
        ({"near": {"all": [["real"]], "within": "4 words"}}, "at least two lists"),
    ],
)
def test_mistakes_are_told_as_in_a_codebook(query: object, said: str) -> None:
    with pytest.raises(BadFile, match=said) as told:
        find_places(NAMES, query)  # type: ignore[arg-type]
    assert str(told.value).startswith("The query ")


def test_described() -> None:
    assert described("real, name*") == "real, name*"
    rule = {"near": {"all": [["real"], ["name", "names"]], "within": "2 words"}}
    assert described(rule) == "near: all (real), (name, names), within 2 words"
