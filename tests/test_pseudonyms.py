from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Comment, Corpus, Part, Participant
from ethnography.pseudonyms import Key, Mask, Masked, assign_ids, list_unprotected

PEOPLE = {"P01": Participant("P01", "Rowan"), "P02": Participant("P02", "Kit"), "P03": Participant("P03", "Ash")}
MASK = Mask(
    Key(
        {
            "Al": "P01",
            "Dee Marsh": "P02",
            "simon": "P03",
            "Zoë": None,
            "E.T. (ward 7)": "P03",
            "anon for now and Ever": "P01",
            "bo of the hills": "P02",
            "Nurse99": "P01",
        }
    ),
    PEOPLE,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hi Al, hello Dee Marsh", "Hi [Rowan], hello [Kit]"),
        ("Dee’s point, and Marsh’s", "[Kit]’s point, and [Kit]’s"),
        ("Quill et al. say ALSO also algae", "Quill et al. say ALSO also algae"),
        ("Et Al", "Et Al"),
        ("thanks al, and thanks simon", "thanks [Rowan], and thanks [Ash]"),
        ("we met al there", "we met al there"),
        ("simon says; Simon says; SIMON SAYS", "[Ash] says; [Ash] says; [Ash] SAYS"),
        ("Al2 wrote", "[Rowan] wrote"),
        ("Zoë was named", "[name] was named"),
        ("E.T. (ward 7) was here", "[Ash] was here"),
        ("see https://example.org/al?x=1, mail al@example.org or @al_w", "see [link], mail [e-mail] or [handle]"),
        ("Al‘s “Al” al-Al", "[Rowan]‘s “[Rowan]” al-[Rowan]"),
        ("now and for ever, of the hills, Ever so", "now and for ever, of the hills, Ever so"),
        ("Bo of the hills", "[Kit]"),
        ("Hi Nurse99, Nurse98 and nurse", "Hi [Rowan], Nurse98 and nurse"),
        ("", ""),
    ],
)
def test_names_are_masked_and_other_words_are_not(text: str, shown: str) -> None:
    assert MASK(text) == shown


def test_no_mask_changes_nothing() -> None:
    assert Mask.none()("Al, @al, al@example.org") == "Al, @al, al@example.org"


def test_ids_are_given_in_order_and_kept_for_those_who_return() -> None:
    comments = [
        Comment("a", "t", None, "x", author="Al"),
        Comment("b", "t", None, "y", author="Bo", parts=(Part(0, 1, "quotation", "Cy"),)),
        Comment("c", "t", None, "z", author="Guest"),
        Comment("d", "t", None, "z"),
    ]
    done = assign_ids(comments, Key({"Bo": "P07"}), {"P07": Participant("P07", "Kit")})
    assert [c.author for c in done.comments] == ["P08", "P07", None, None]
    assert done.comments[1].parts[0].voice == "P09"
    assert [p.id for p in done.new] == ["P08", "P09"]
    assert done.key.names == {"Bo": "P07", "Al": "P08", "Cy": "P09"}
    assert "P07 was in the study already" in done.notes[0]
    assert "“Guest” names nobody" in done.notes[1]


def test_the_title_of_a_page_that_links_here_is_masked_whole_or_not_at_all() -> None:
    done = assign_ids([Comment("a", "t", None, "x", "pingback", author="Night Shift")], Key({}), {})
    mask = Mask(done.key, {person.id: person for person in done.new})
    assert mask("Night Shift wrote: night after Night") == "[P01] wrote: night after Night"


def test_names_greeted_but_not_in_the_key_are_listed() -> None:
    corpus = Corpus.build(
        [Comment("a", "t", None, "Hi Vera! Thanks for this. Best wishes, Tom"), Comment("b", "t", None, "Hello all. Dear Al")]
    )
    assert list_unprotected(corpus, Key({"Al": "P01"})) == {"Vera": ["a"], "Tom": ["a"]}


PIECES = st.sampled_from(
    ["Al", "al", "Dee", "Marsh", "Simon", "Zoë", "E.T. (ward 7)", "7", "@", "@al_w", "al@example.org", "www.example.org/Al", "https://x.y",
     "Hi", "et", " ", "  ", "\n", ", ", ".", "’s", "-", "_", "[", "]", "(", "\0", "\U0001f642", "é\u0301", "ward"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)


@given(TEXTS)
def test_what_is_shown_is_the_text_with_its_spans_replaced(text: str) -> None:
    spans = MASK.spans(text)
    edges = [edge for start, end, _ in spans for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    shown = text
    for start, end, instead in reversed(spans):
        shown = shown[:start] + instead + shown[end:]
    assert MASK(text) == shown == MASK.apply(text).text


@given(TEXTS, st.data())
def test_words_that_are_not_masked_are_found_in_what_is_shown(text: str, data: st.DataObject) -> None:
    masked = MASK.apply(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at, to = masked.at(start, end)
    assert 0 <= at <= to <= len(masked.text)
    touched = [span for span in masked.spans if span[0] < end and start < span[1]]
    if not touched:
        assert masked.text[at:to] == text[start:end]
    else:
        whole = min(start, touched[0][0]), max(end, touched[-1][1])
        assert masked.at(*whole) == (at, to)
        assert masked.text[at:to] == replaced(text[whole[0] : whole[1]], whole[0], touched)


def replaced(words: str, at: int, spans: list[tuple[int, int, str]]) -> str:
    return Masked.of(words, [(start - at, end - at, shown) for start, end, shown in spans]).text


def test_a_boundary_inside_a_name_takes_all_of_it() -> None:
    masked = MASK.apply("🙂 Dee Marsh, al@example.org!")
    assert masked.text == "🙂 [Kit], [e-mail]!"
    assert masked.spans == ((2, 11, "[Kit]"), (13, 27, "[e-mail]"))
    assert [masked.at(*span) for span in ((2, 11), (2, 5), (6, 8), (8, 8), (8, 20), (11, 13), (27, 28))] == [
        *[(2, 7)] * 4, (2, 17), (7, 9), (17, 18),
    ]  # fmt: skip
    assert Mask.none().spans("Al, @al") == []
    assert Mask.none().apply("Al, @al") == Masked("Al, @al")


def test_a_label_is_not_taken_for_a_name() -> None:
    mask = Mask(Key({"link": "P01", "E-mail": "P02"}), PEOPLE)
    assert mask("link www.example.org, E-mail a@example.org") == "[Rowan] [link], [Kit] [e-mail]"


@given(st.text(alphabet="Alalde \u0130\u00df.1_,MarshDee\n", max_size=80))
def test_names_are_found_as_a_plain_search_finds_them(text: str) -> None:
    """The automaton finds what a regular expression of all names finds, which is too slow for thousands of them."""
    names = ["al", "dee marsh", "dee", "marsh", "a"]
    mask = Mask(Key({"Al": "P01", "Dee Marsh": "P02", "A": "P03"}), PEOPLE)
    wanted = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(names, key=len, reverse=True))})\d*(?![^\W_])", re.IGNORECASE)
    assert list(mask._words_in(text)) == [match.span() for match in wanted.finditer(text)]


def test_a_hundred_thousand_names_are_no_burden() -> None:
    names = {f"name{n}x": f"P{n}" for n in range(100_000)}
    mask = Mask(Key(names), {})
    assert mask("Hi Name70000x, and name7. " * 100).count("[name]") == 100


def test_an_empty_name_in_the_key_masks_nothing() -> None:
    mask = Mask(Key({"": None, " ": None, "Rowan": None}), {})
    assert mask("Hi Rowan, all is well") == "Hi [name], all is well"
