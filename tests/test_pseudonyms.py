from __future__ import annotations

import pytest

from ethnography.corpus import Comment, Corpus, Part, Participant
from ethnography.pseudonyms import Key, Mask, assign_ids, list_unprotected

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
