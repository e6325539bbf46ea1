"""The engine says what the slow reference says: random texts full of traps, random rules, small blocks."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.autocode import code_corpus
from ethnography.autocode.block import blocks_of
from ethnography.autocode.fold import folded_sign
from ethnography.autocode.near import Message
from ethnography.codebook import Code, Codebook, Near, Rule
from ethnography.codebook.rules import SPREADS, WITHIN, regex_mistake, term_mistake
from ethnography.corpus import Comment, Corpus, Part
from ethnography.text import plain
from tests.autocode.reference import fold, suggest_slow

WORDS = [
    "trust", "Trusts", "TRUST", "nhs", "NHS", "nurse", "real", "name", "names", "don't", "don’t", "can", "well", "well-being",
    "Straße", "STRASSE", "STRAẞE", "İstanbul", "istanbul", "\u212aelvin", "kelvin", "caf", "café", "cafe\u0301", "covid", "covid19",
    "ⱥb", "Ⱥb", "_anon_", "anon", "sur\u00advey", "survey", "看護師", "護", "は", "พยาบาล", "กิน", "ก", "£5", "e.g.", "c++", "ﬁne",
    "ſo", "so", "²", "ha", "1",
]  # fmt: skip
GLUE = [
    " ", " ", " ", " ", "  ", "\u00a0", "\n", " \n ", "\n\n", "\n \n", "-", "–", " – ", "—", ".", ". ", "! ", ", ", "’s ", "'", "/",
    "_", "", "\u200d", "\u200b", "\ufeff", "\ufe0f", "🙂", "❤️", "👩‍⚕️", "“", "” ", "…", "(", ") ", "\u0301", "\t", "\x1f", "\u2003",
    "\x02",
]  # fmt: skip

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), max_size=14).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)
star = st.sampled_from(["", "", "*"])
words = st.builds(
    lambda word, cut, before, after: before + word[: max(2, cut)] + after, st.sampled_from(WORDS), st.integers(2, 12), star, star
)
terms = st.lists(words, min_size=1, max_size=3).map(" ".join).filter(lambda term: term_mistake(term) is None)
lists = st.lists(terms, max_size=4).map(tuple)
limits = st.one_of(st.tuples(st.integers(1, 4), st.none()), st.tuples(st.none(), st.sampled_from(WITHIN)))
groups = st.lists(st.lists(terms, min_size=1, max_size=3).map(tuple), min_size=2, max_size=3).map(tuple)
nears = st.builds(lambda groups, limit: Near(groups, *limit), groups, limits)
unlesses = st.builds(lambda terms, limit: Near((terms,), *limit), lists, limits)
REGEXES = [
    r"\btrust\w*",
    r"nurse|real\s+name",
    r"don’t",
    r"c(?:af|ov)\w+",
    r"\d+",
    r"(?:h[aA])+",
    r"\b\w",
    r"k|ß",
    r"(?i:I)stan",
    r"na?m",
    r".+",
]
assert not any(map(regex_mistake, REGEXES))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    codes = []
    for code in "ab":
        rules = [
            Rule(
                f"{code}.{number}", code, draw(lists), tuple(draw(st.lists(st.sampled_from(REGEXES), max_size=1))),
                draw(st.none() | nears), draw(st.just(()) | lists), draw(st.none() | unlesses), draw(st.sampled_from(SPREADS)),
                tuple(draw(st.lists(st.sampled_from(["reference", "heading", "quotation"]), max_size=1))),
            )
            for number in range(draw(st.integers(1, 2)))
        ]  # fmt: skip
        codes.append(Code(code, code, rules=tuple(rules)))
    return Codebook("random", "1", tuple(codes))


@st.composite
def threads(draw: st.DrawFn) -> list[Comment]:
    comments = []
    for number, text in enumerate(draw(st.lists(texts, min_size=1, max_size=4))):
        places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
        parts = [Part(a, b, draw(st.sampled_from(["heading", "reference", "paragraph"]))) for a, b in pairwise(places)]
        kind = draw(st.sampled_from(["post", "comment", "comment", "pingback"]))
        comments.append(Comment(f"c{number}", "t", None, text, kind, parts=tuple(parts)))
    return comments


def suggested(corpus: Corpus, book: Codebook, **options: object) -> list[dict[str, object]]:
    frame = code_corpus(corpus, book, **options)  # type: ignore[arg-type]
    return frame.drop(columns=["fired_start", "fired_end"]).to_dict("records")


@settings(max_examples=300, deadline=None)
@given(threads(), codebooks(), st.sampled_from([1, 60, 2_000_000]), st.booleans())
def test_the_engine_agrees(comments: list[Comment], book: Codebook, block_bytes: int, pingbacks: bool) -> None:
    corpus = Corpus.build(comments)
    found = suggested(corpus, book, block_bytes=block_bytes, pingbacks=pingbacks)
    expected = suggest_slow(corpus, book, pingbacks=pingbacks)
    assert found == [{name: row[name] for name in found[0]} for row in expected] if found else not expected
    for row in found:
        assert corpus.comment(str(row["comment"])).text[row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, min_size=1, max_size=6), st.lists(terms, min_size=1, max_size=8))
def test_plain_terms_agree(written: list[str], listed: list[str]) -> None:
    corpus = Corpus.build([Comment(f"c{number}", "t", None, text) for number, text in enumerate(written)])
    book = Codebook("b", "1", tuple(Code(f"c{n}", "", rules=(Rule(f"r{n}", f"c{n}", (term,)),)) for n, term in enumerate(listed)))
    found, expected = suggested(corpus, book), suggest_slow(corpus, book)
    assert [tuple(row[name] for name in ("comment", "code", "start", "end", "words")) for row in found] == [
        tuple(row[name] for name in ("comment", "code", "start", "end", "words")) for row in expected
    ]


@given(texts)
def test_plain_is_plain(text: str) -> None:
    assert Message(text).plain == plain(text)


def test_the_comparison_can_fail() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "trust")])
    one, two = (Codebook("b", "1", (Code("a", "a", rules=(Rule("a.1", "a", (term,)),)),)) for term in ("trust", "trus"))
    assert suggested(corpus, one) == suggest_slow(corpus, one) != suggest_slow(corpus, two)


SIGNS = [chr(number) for number in range(0x110000) if not 0xD800 <= number < 0xE000]


@pytest.mark.slow
def test_folding_never_lengthens_and_is_final() -> None:
    forms = {sign: folded_sign(sign) for sign in SIGNS}
    assert [sign for sign, form in forms.items() if len(form) > 1 or len(form.encode()) > len(sign.encode())] == []
    assert [sign for sign, form in forms.items() if form and forms[form] != form] == []


@pytest.mark.slow
def test_signs_fold_together_exactly_where_the_reference_does() -> None:
    pairs = {(folded_sign(sign), fold(sign)[0]) for sign in SIGNS}
    assert len(pairs) == len({ours for ours, _ in pairs}) == len({theirs for _, theirs in pairs})


@pytest.mark.slow
def test_what_re_takes_for_equal_folds_together() -> None:
    extra = import_module("re._casefix")._EXTRA_CASES
    equal = [(chr(one), chr(other)) for one, others in extra.items() for other in others]
    equal += [(sign, sign.lower()) for sign in SIGNS if len(sign.lower()) == 1]
    assert [pair for pair in equal if folded_sign(pair[0]) != folded_sign(pair[1])] == []
    assert re.match("k", "\u212a", re.IGNORECASE)


@given(st.lists(texts, max_size=8), st.integers(1, 80))
def test_blocks_hold_every_comment_once(written: list[str], block_bytes: int) -> None:
    import pyarrow as pa

    blocks = list(blocks_of(pa.array(written, pa.large_string()), block_bytes))
    assert [text for block in blocks for text in block.texts.to_pylist()] == written
    assert all(len(block) == 1 or sum(len(text.as_py().encode()) for text in block.texts) <= block_bytes for block in blocks)
