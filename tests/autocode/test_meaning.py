"""What the rules mean: a table of expected results, first for terms, then for whole rules."""

from __future__ import annotations

import pytest

from ethnography.autocode import SlowRegex, code_corpus, find, regexes, suggestion_key
from ethnography.codebook import Code, Codebook, Near, Rule, parse_codebook
from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import BadFile
from tests.autocode.reference import suggest_slow

TERMS = [
    # term, text, what is found
    ("nurse", "The nurse’s Nurse, nurses", ["nurse", "Nurse"]),
    ("nurs*", "nurse’s NURSES nursery", ["nurse", "NURSES", "nursery"]),
    ("*ability", "ability, disability-ability", ["ability", "disability", "ability"]),
    ("*nib*", "a cannibal's nib", ["cannibal", "nib"]),
    ("*an*", "bananas", ["bananas"]),
    ("well", "well-being, unwell, well", ["well", "well"]),
    ("well-being", "well-being well–being well being wellbeing", ["well-being", "well–being"]),
    ("well being", "well-being well—being well  being", ["well-being", "well—being", "well  being"]),
    ("can", "can't", ["can"]),
    ("can't", "I can’t, can't, can`t, cant", ["can’t", "can't", "can`t"]),
    ("night shift", "night\u00a0shift, night\nshift, night \n shift", ["night\u00a0shift", "night\nshift", "night \n shift"]),
    ("night shift", "night\n\nshift, night. Shift, night/shift, night - shift", []),
    ("trust* the nhs", "trusting the\tNHS, trust the-nhs, trust nhs", ["trusting the\tNHS", "trust the-nhs"]),
    ("the *ability", "the ability, the disability", ["the ability", "the disability"]),
    ("social", "social media", ["social"]),
    ("caf", "café cafe\u0301 caf", ["caf"]),
    ("cafe", "cafe\u0301", []),
    ("café", "CAFÉ", ["CAFÉ"]),
    ("cafe\u0301", "café", ["café"]),
    ("covid", "covid19 covid-19", ["covid"]),
    ("covid*", "covid19", ["covid19"]),
    ("anon", "_anon_ anon_y *anon*", ["anon", "anon", "anon"]),
    ("trust", "trust² trust¹.", ["trust", "trust"]),
    ("straße", "STRAẞE Straße strasse", ["STRAẞE", "Straße"]),
    ("istanbul", "İstanbul ISTANBUL", ["İstanbul", "ISTANBUL"]),
    ("kelvin", "\u212aelvin", ["\u212aelvin"]),
    ("ⱥb", "Ⱥb", ["Ⱥb"]),
    ("nurse", "🙂nurse🙂 ❤️nurse❤️ 👩‍⚕️nurse\u200d🙂 nurse1️⃣", ["nurse", "nurse", "nurse"]),
    ("survey", "sur\u00advey \ufeffsurvey\u200b", ["sur\u00advey", "survey"]),
    ("a b", "a\u200bb", ["a\u200bb"]),
    ("看護師", "私は看護師です", ["看護師"]),
    ("看護*", "看護師", ["看護"]),
    ("nhs", "NHSは", ["NHS"]),
    ("พยาบาล", "ดีพยาบาลมา", ["พยาบาล"]),
    ("ก", "กิน", []),
    ("간호사", "간호사는 간호사", ["간호사"]),
    ("£350m", "(£350m) a£350m £350ms", ["£350m"]),
    ("c++", "C++, c+ c++x", ["C++"]),
    ("e.g. this", "e.g. this, eg this", ["e.g. this"]),
    ("ha ha", "ha ha ha", ["ha ha ha"]),  # overlapping places are one
    ("²", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("term", "text", "expected"), TERMS)
def test_terms(term: str, text: str, expected: list[str]) -> None:
    corpus = Corpus.build([Comment("before", "t", None, "x!"), Comment("c", "t", None, text), Comment("after", "t", None, "!x")])
    found = find(corpus, term)
    assert found["quote"].tolist() == expected
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == expected
    slow = suggest_slow(corpus, book(Rule("a.1", "a", (term,))))
    assert [row["quote"] for row in slow] == expected


def book(*rules: Rule) -> Codebook:
    codes = dict.fromkeys(rule.code for rule in rules)
    return Codebook("b", "1", tuple(Code(code, code, rules=tuple(r for r in rules if r.code == code)) for code in codes))


S = "I trust my own real name. The NHS Trust runs a survey!\n\nTrust is gone. Names, names."
RULES = [
    # rule, text, (quote, words) of each suggestion
    ("terms: [trust*], not: [nhs trust]", S, [("trust", "trust"), ("Trust", "Trust")]),
    ("terms: [trust*], not: [trust runs]", S, [("trust", "trust"), ("Trust", "Trust")]),
    ("terms: [trust], unless: {terms: [survey*], within: sentence}", S, [("trust", "trust"), ("Trust", "Trust")]),
    ("terms: [trust], unless: {terms: [survey*], within: paragraph}", S, [("Trust", "Trust")]),
    ("terms: [trust], unless: {terms: [survey*], within: comment}", S, []),
    ("terms: [trust], unless: {terms: [survey*], within: 1 words}", S, [("trust", "trust"), ("Trust", "Trust")]),
    ("terms: [trust], unless: {terms: [survey*], within: 2 words}", S, [("trust", "trust")]),
    ("terms: [trust, real], spread: sentence", S, [
        ("I trust my own real name.", "trust … real"), ("The NHS Trust runs a survey!", "Trust"), ("Trust is gone.", "Trust")]),
    ("terms: [gone, names], spread: paragraph", S, [("Trust is gone. Names, names.", "gone … Names … names")]),
    ("terms: [own], spread: comment", S, [(S, "own")]),
    ("near: {all: [[own], [name*]], within: 1 words}", S, [("own real name", "own … name")]),
    ("near: {all: [[my], [name*]], within: 1 words}", S, []),
    ("near: {all: [[name*], [my], [real]], within: sentence}", S, [("my own real name", "my … real … name")]),
    ("near: {all: [[survey], [gone]], within: sentence}", S, []),
    ("near: {all: [[survey], [gone]], within: comment}", S, [("survey!\n\nTrust is gone", "survey … gone")]),
    ("near: {all: [[name*], [names]], within: paragraph}", S, [("Names, names", "Names … names")]),
    ("near: {all: [[real], [real]], within: comment}", S, []),  # one word is not two
    ("near: {all: [[nhs, trust], [runs]], within: 1 words}", S, [("Trust runs", "Trust … runs")]),  # the smallest
    ("near: {all: [[trust], [runs]], within: 3 words}, not: [nhs trust]", S, [("runs a survey!\n\nTrust", "runs … Trust")]),
    ("near: {all: [[trust], [runs]], within: 3 words}", S, [("Trust runs a survey!\n\nTrust", "Trust … runs … Trust")]),
    ("near: {all: [[own], [name*]], within: 1 words}, spread: sentence", S, [("I trust my own real name.", "own … name")]),
    ("regex: ['tr\\w+ (my|is)']", S, [("trust my", "trust my"), ("Trust is", "Trust is")]),
    ("regex: [\"don't\"]", "I don’t", [("don’t", "don’t")]),
    ("regex: ['don’t|a–b|x+']", "I don't a—b xx", [("don't", "don't"), ("a—b", "a—b"), ("xx", "xx")]),
    ("terms: [nhs trust], regex: ['trust runs']", S, [("NHS Trust runs", "NHS Trust … Trust runs")]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), RULES)
def test_rules(rule: str, text: str, expected: list[tuple[str, str]]) -> None:
    codebook = parse_codebook(f"{{version: '1', codes: [{{id: a, rules: [{{{rule}}}]}}]}}")
    corpus = Corpus.build([Comment("c", "t", None, text)])
    found = code_corpus(corpus, codebook)
    assert list(zip(found["quote"], found["words"], strict=True)) == expected
    assert [(row["quote"], row["words"]) for row in suggest_slow(corpus, codebook)] == expected


def test_rules_of_one_code_make_one_suggestion_where_they_overlap() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "So: the NHS Trust. Trust me.")])
    rules = [Rule("a.1", "a", ("trust",)), Rule("a.2", "a", ("nhs trust",)), Rule("b.1", "b", ("trust",), spread="sentence")]
    found = code_corpus(corpus, book(*rules))
    assert found.to_dict("split")["data"] == [
        ["c", "b", 0, 18, "So: the NHS Trust.", "b.1", "Trust", 12, 17],
        ["c", "a", 8, 17, "NHS Trust", "a.1; a.2", "NHS Trust", 8, 17],
        ["c", "a", 19, 24, "Trust", "a.1", "Trust", 19, 24],
        ["c", "b", 19, 28, "Trust me.", "b.1", "Trust", 19, 24],
    ]


TEXT = "Trust\nI trust you.\nTrust (2011)"
PARTS = (Part(0, 5, "heading"), Part(6, 18), Part(19, 31, "reference"))


@pytest.mark.parametrize(
    ("rule_parts", "parts", "starts"),
    [((), (), [8]), (("heading",), (), [0, 8]), ((), ("reference",), [8, 19]), (("heading",), ("reference",), [0, 8, 19])],
)
def test_parts_left_out(rule_parts: tuple[str, ...], parts: tuple[str, ...], starts: list[int]) -> None:
    corpus = Corpus.build([Comment("c", "t", None, TEXT, parts=PARTS)])
    for rule in (Rule("a.1", "a", ("trust",), parts=rule_parts), Rule("a.1", "a", regex=("trust",), parts=rule_parts)):
        assert code_corpus(corpus, book(rule), parts=parts)["start"].tolist() == starts
    near = Rule("a.1", "a", near=Near((("trust",), ("you",)), unit="comment"), unless=Near((("2011",),), unit="comment"))
    assert code_corpus(corpus, book(near))["quote"].tolist() == ["trust you"]
    assert find(corpus, "trust")["start"].tolist() == [0, 8, 19]


def test_pingbacks_and_retired_codes() -> None:
    corpus = Corpus.build([Comment("p", "t", None, "trust", "pingback"), Comment("c", "t", None, "trust")])
    rule = Rule("a.1", "a", ("trust",))
    assert code_corpus(corpus, book(rule))["comment"].tolist() == ["c"]
    assert code_corpus(corpus, book(rule), pingbacks=True)["comment"].tolist() == ["p", "c"]
    assert find(corpus, "trust")["comment"].tolist() == ["p", "c"]
    for status, expected in [("active", 1), ("proposed", 1), ("retired", 0), ("merged", 0)]:
        assert len(code_corpus(corpus, Codebook("b", "1", (Code("a", "a", status=status, rules=(rule,)),)))) == expected
    assert len(code_corpus(corpus, Codebook("b", "1", (Code("a", "a", codable=False, rules=(rule,)),)))) == 1


def test_nothing_found_has_the_same_columns_and_types() -> None:
    corpus, rule = Corpus.build([Comment("c", "t", None, "trust 🙂 me")]), Rule("a.1", "a", ("trust",))
    some = code_corpus(corpus, book(rule))
    for none in (
        code_corpus(corpus, book(Rule("a.1", "a", ("xyz",)))),
        code_corpus(corpus, book()),
        code_corpus(Corpus.build([]), book(rule)),
        code_corpus(Corpus.build([Comment("c", "t", None, "")]), book(rule)),
    ):
        assert len(none) == 0
        assert none.dtypes.to_dict() == some.dtypes.to_dict()
    assert some.dtypes.astype(str).tolist() == ["str", "str", "int64", "int64", "str", "str", "str", "int64", "int64"]


@pytest.mark.parametrize("block_bytes", [1, 7, 40, 1000])
def test_blocks_of_any_size_give_the_same(block_bytes: int) -> None:
    texts = ["nurse 🙂", "", "’nurse", "nur", "se nurse", "naïve\u00a0nurse" * 5, "nurse"]
    corpus = Corpus.build([Comment(f"c{number}", "t", None, text) for number, text in enumerate(texts)])
    rules = book(Rule("a.1", "a", ("nurs*",), spread="sentence"), Rule("b.1", "b", regex=("se n",)))
    assert code_corpus(corpus, rules, block_bytes=block_bytes).equals(code_corpus(corpus, rules))


def test_long_words_are_followed_to_their_end() -> None:
    text = "x " + "ab" * 500 + " y"
    for term in ("ab*", "*ab"):
        assert find(Corpus.build([Comment("c", "t", None, text)]), term)[["start", "end"]].values.tolist() == [[2, 1002]]


def test_malformed_terms_are_refused() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "trust")])
    for query in ("", " , ", "*", "a*b", "trust, ?!"):
        with pytest.raises(BadFile):
            find(corpus, query)
    with pytest.raises(BadFile, match=r"rule a\.1: the regex"):
        code_corpus(corpus, book(Rule("a.1", "a", ("tr*st",), ("(",))))


def test_a_regex_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "SECONDS", 0.2)
    corpus = Corpus.build([Comment("fine", "t", None, "aa"), Comment("long", "t", None, "a" * 60 + "b")])
    with pytest.raises(SlowRegex, match=r"rule a\.1 took longer than .* comment long"):
        code_corpus(corpus, book(Rule("a.1", "a", regex=(r"(a+)+$",))))
    assert len(code_corpus(corpus, book(Rule("a.1", "a", regex=(r"a+b",))))) == 1


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"trust", ("trust",)), (r"(?:yes|no)\b.*thanks", ("thanks",)), (r"(foo|bar)x?", ("foo", "bar")), (r"(foo|\d)", ()),
        (r"(?:abc)*d", ("d",)), (r"(?<!nhs )trust(?=s)", ("trust",)), (r"x{2,}yz", ("yz",)), (r"a\sbcd-ef", ("bcd",)),
        (r"[ab]c", ("c",)), ("看護", ()),
    ],
)  # fmt: skip
def test_what_a_regex_needs(pattern: str, expected: tuple[str, ...]) -> None:
    assert regexes.needed_literals(pattern) == expected


def test_suggestion_keys_tell_suggestions_apart() -> None:
    keys = {suggestion_key(c, k, a, b) for c in ("c", "c1") for k in ("a", "1a") for a in (1, 11) for b in (12, 112)}
    assert len(keys) == 16
    assert suggestion_key("c", "a", 1, 2) == suggestion_key("c", "a", 1, 2)
