"""A blog page saved as plain text: invented samples of every form, and the promise that nothing is dropped silently."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.corpus import PART_KINDS, Comment, Corpus
from ethnography.formats.base import Reading
from ethnography.formats.furniture import comments_heading, furniture_reason, is_reply_link, opens_form
from ethnography.formats.page_text import PageText
from ethnography.formats.page_text.dialect import read_page
from ethnography.formats.wording import author_date, date_line, is_says, parse_date, strip_says
from ethnography.source import Source, make_source

ORCHARD = """The old orchard

We planted forty trees this spring and would like to hear what you think of it.

Bookmark and share below
Share on TwitterShare on Facebook

4 Responses to The old orchard

  1. Ann Lee says:

    Forty is a lot of trees.
    Who waters them?\u00a0

    • Bo () says:

      The old orchard via #trees

      • Cy says:

        Level three.

  2. Dee says:
    May 3, 2011 at 10:15 pm

    Cy: I water them at night.

    Dee: And I do it by day.

    Reply

Leave a Reply
"""


def page(text: str, name: str = "page.txt") -> Source:
    return make_source(name, text.encode())


def read(text: str) -> Reading:
    return PageText.read(page(text))


def comments(text: str) -> list[Comment]:
    return [comment for comment in read(text).comments if comment.kind != "post"]


def outline(text: str) -> list[tuple[int, str | None, str]]:
    """Depth, author and first words of each comment, as the corpus sees them."""
    frame = Corpus.build(read(text).comments).comments
    frame = frame[frame["kind"] != "post"]
    return [(int(d), None if a != a else a, t[:12]) for d, a, t in zip(frame["depth"], frame["author"], frame["text"], strict=True)]


def voices(comment: Comment, kind: str | None = None) -> list[tuple[str, str | None]]:
    return [(comment.text[p.start : p.end], p.voice) for p in comment.parts if kind is None or p.kind == kind]


def unaccounted(source: Source, reading: Reading) -> list[str]:
    """Lines of the source that are in no text, in no title, author or date line, and not listed as left out.

    Lines are compared by their letters and digits: what a renderer added (markers, Markdown, line breaks) is no word.
    """
    texts = "\n".join(comment.text for comment in reading.comments)
    known = letters(texts + "\n".join(comment.title or "" for comment in reading.comments))
    heads = {value for comment in reading.comments for value in (comment.author, comment.date_text) if value}
    listed = {n for left in reading.left_out for n in range(left.lines[0], left.lines[1] + 1)}  # type: ignore[index]
    page = read_page(source.text)
    lost = []
    for number, line in zip(page.numbers, page.lines, strict=True):
        text = re.sub(r"^\s*(?:\d+\.|[•◦▪*+o-])\s", "", line)
        if number + 1 in listed or letters(text) in known or letters(line) in known:
            continue
        rest = text
        for value in sorted(heads, key=len, reverse=True):  # an address may write the name in small letters
            rest = re.sub(re.escape(value), " ", rest, flags=re.IGNORECASE)
        if rest == text or len(rest.split()) > 4:
            lost.append(f"{number + 1}: {line}")
    return lost


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


# --- comments -----------------------------------------------------------------------------------------------------------


def test_a_page_with_author_lines() -> None:
    reading = read(ORCHARD)
    post, first, tweet, _, fourth = reading.comments
    assert (post.kind, post.title, post.author, post.date) == ("post", "The old orchard", None, None)
    assert (
        post.text == "We planted forty trees this spring and would like to hear what you think of it.\n\nBookmark and share below"
    )
    assert [c.author for c in reading.comments[1:]] == ["Ann Lee", "Bo", "Cy", "Dee"]
    assert [c.reply_to for c in reading.comments[1:]] == [post.id, first.id, tweet.id, post.id]
    assert {c.reply_evidence for c in reading.comments[1:]} == {"indentation"}
    assert first.text == "Forty is a lot of trees.\nWho waters them?\u00a0"  # the no-break space at the end stays
    assert tweet.kind == "pingback"
    assert (fourth.date, fourth.date_text) == ("2011-05-03T22:15", "May 3, 2011 at 10:15 pm")
    assert voices(fourth) == [("Cy: I water them at night.", "Cy"), ("Dee: And I do it by day.", None)]
    assert reading.stated_count == 4
    assert not reading.warnings
    assert [(left.reason, left.lines) for left in reading.left_out] == [
        ("share buttons", (6, 6)),
        ("comments heading", (8, 8)),
        ("buttons", (30, 30)),
        ("comment form heading", (32, 32)),
    ]
    assert PageText.sniff(page(ORCHARD)) == 3


def test_without_author_lines_nobody_is_guessed() -> None:
    text = re.sub(r"(?<=[.•] )[\w ]+(?: \(\))? says:\n(?:    May.*\n)?\n\s+", "", ORCHARD)
    assert "says:" not in text
    assert outline(text) == [
        (1, None, "Forty is a l"),
        (2, None, "The old orch"),
        (3, None, "Level three."),
        (1, None, "Cy: I water "),
    ]


LANGUAGES = [
    ("  • Ramona dijo:\n\n    Me gusta.\n\n    23 abril 2021 a las 17:38\n    • Luis dijo:\n\n      A mí no.", ["Ramona", "Luis"]),
    ("  1. Jörg schreibt:\n\n    Schön.\n\n    Antworten\n\n  2. Ute sagt:\n\n    Na ja.\n\n    Antworten", ["Jörg", "Ute"]),
    ("  1. Ann Mar 8th at 4:27 am\n\n    Fine.\n\n    • Bo Mar 9th at 5:00 pm\n\n      So so.", ["Ann", "Bo"]),
    ("  1. Ann am 7. Juni 2015 um 16:48\n\n    Gut.\n\n  2. Bo am 8. Juni 2015 um 17:05\n\n    Ja.", ["Ann", "Bo"]),
    (
        "  1. Good.\n\n    Comment by Ann — 21.03, 2009 @ 16:37\n\n  2. Bad.\n\n    Comment by Bo — 22.03, 2009 @ 08:20",
        ["Ann", "Bo"],
    ),
    ("  1. Ann\n    May 3, 2011 at 7:00 pm\n\n    One.\n\n  2. Bo\n    May 4, 2011 at 7:00 pm\n\n    Two.", ["Ann", "Bo"]),
    ("  1. AnnMay 3, 2011 at 7:00 PM\n\n    One.\n\n    ReplyDelete\n\n  2. BOMay 4, 2011 at 7:00 PM\n\n    Two.", ["Ann", "BO"]),
    (
        "    • Antworten\n    • Ann\n    • 6. April 2014 @ 14:52\n\n    One.\n\n"
        "      • Antworten\n      • Bo\n      • 7. April 2014 @ 15:03\n\n      Two.",
        ["Ann", "Bo"],
    ),
]


@pytest.mark.parametrize(("listing", "authors"), LANGUAGES)
def test_author_lines_in_many_forms(listing: str, authors: list[str]) -> None:
    text = "A title\n\nA paragraph with rather more than eight words of prose in it.\n\n" + listing + "\n"
    found = comments(text)
    assert [comment.author for comment in found] == authors
    assert all(len(comment.text.split()) <= 3 for comment in found), [comment.text for comment in found]
    assert not unaccounted(page(text), read(text))


def test_my_aunt_said_is_no_author_line() -> None:
    items = "".join(f"  {n}. This is comment number {n} and it has enough words for one.\n\n    And more.\n\n" for n in range(1, 9))
    text = f"T\n\nProse.\n\n{items}  9. My aunt said:\n\n    never again.\n\nLeave a Reply\n"
    last = comments(text)[-1]
    assert (last.author, last.text) == (None, "My aunt said:\n\nnever again.")


def test_gaps_in_the_numbering_are_warned_of() -> None:
    text = (
        "T\n\nProse.\n\n9 Comments\n\n    • An answer to nothing that is here.\n\n  2. Two has a long enough text.\n\n"
        "    1. Answers perhaps two, or three.\n\n    1. Counts from one again, so is another.\n\n  4. Four.\n\nLeave a Reply\n"
    )
    reading = read(text)
    post, lost, two, doubtful, other, four = reading.comments
    ids = {comment.id for comment in reading.comments}
    assert lost.reply_to not in ids
    assert other.reply_to not in ids
    assert (doubtful.reply_to, doubtful.reply_evidence) == (two.id, "inferred")
    assert (two.reply_to, four.reply_to) == (post.id, post.id)
    warned = " ".join(reading.warnings)
    assert "Numbers 1, 3 are missing" in warned
    assert "lines 11 stand before a gap" in warned
    assert "states 9 comments; 5" in warned


def test_lines_after_an_answer_belong_to_the_comment_they_stand_under() -> None:
    text = "T\n\nProse.\n\n2 Comments\n\n  1. Ann says:\n\n    One.\n\n    • Bo says:\n\n      Two.\n\n    One more.\n"
    assert [(c.author, c.text) for c in comments(text)] == [("Ann", "One.\n\nOne more."), ("Bo", "Two.")]


def test_lists_inside_a_comment_belong_to_it() -> None:
    text = (
        "T\n\nProse.\n\n2 Comments\n\n  1. Ann says:\n\n    Three things:\n    the soil\n    the water\n\n"
        "    And also\n\n    • light\n    • shade\n\n"
        "    as ever.\n\n  2. Bo says:\n\n    “All of this is quoted.”\n\n    > so is this\n    > and this\n"
    )
    first, second = comments(text)
    assert first.text == "Three things:\nthe soil\nthe water\n\nAnd also\n\n• light\n• shade\n\nas ever."
    assert [(p.kind, first.text[p.start : p.end]) for p in first.parts if p.kind == "list"] == [
        ("list", "the soil\nthe water"),
        ("list", "• light\n• shade"),
    ]
    assert [p.kind for p in second.parts] == ["quotation", "quotation"]


def test_pingbacks_and_their_own_list() -> None:
    text = (
        "T\n\nProse.\n\n2 Comments\n\n  1. Ann says:\n\n    Hi.\n\n  2. Pingback: Somewhere else\n\n"
        "Trackbacks/Pingbacks\n\n  1. A third page - […] cites […]\n"
    )
    assert [(c.kind, c.author) for c in comments(text)] == [("comment", "Ann"), ("pingback", "Somewhere else"), ("pingback", None)]


def test_other_lists_are_not_comments() -> None:
    recipe = (
        "Plum cake\n\nBy Ann Lee\n\nA cake that everybody in this house likes.\n\n  • 6 plums\n  • 1 cup of milk\n\nLeave a Reply\n"
    )
    reading = read(recipe)
    assert len(reading.comments) == 1
    assert reading.comments[0].text.endswith("• 6 plums\n• 1 cup of milk")
    assert reading.comments[0].parts[-1].kind == "list"
    assert (reading.comments[0].author, PageText.sniff(page(recipe))) == ("Ann Lee", 1)


def test_references_near_a_comments_heading_are_not_comments() -> None:
    text = "T\n\n2 Comments\n\nA short post [1] of a few words in all.\n\n  1. Stone B. Pruning. 2013.\n  2. Moss C. 2015.\n"
    (post,) = read(text).comments
    assert [part.kind for part in post.parts] == ["paragraph", "reference", "reference"]


def test_comments_that_cannot_be_told_apart_are_warned_of() -> None:
    block = "This is what I think of it, at some length, and nobody says who I am.\n\nAntworten\n\n"
    reading = read("T\n\nThis is the article, and it has a sentence.\n\n" + block * 4)
    assert [c.kind for c in reading.comments] == ["post"]
    assert "signs of comments" in reading.warnings[0]


# --- the post -----------------------------------------------------------------------------------------------------------

ARTICLE = """Intended for gardening professionals


How do I prune?

Garden Weekly 2015; 3 doi: (Published 14 October 2015) Cite this as: GW 2015;3:5
  1. Ann Lee
  1. Garden Weekly


Pruning is useful, but it is important that gardeners know what can go wrong with it.

“A cut is for ever”

Bea Stone, head gardener at Low Hill, says, “Look at the tree for an hour before you take up the saw.

“Then go home. A cut is for ever.”

What others do

Carl Moss, a tree surgeon in Leeds, says that he is “never in a hurry with it.” “Old trees forgive nothing,” he adds.

Moss advises: “Buy good gloves.” The council calls it “red tape.” Dora Finch and Bea Stone disagree: “nobody knows why,” she says.

  1. Stone B. Pruning. 2013. [Link] .
  2. Moss C. Old trees. 2015. [Link] .

Competing interests: I own a saw.

Ann Lee freelance gardener Leeds, UK

Cite this as Garden Weekly ; doi:
© 2014 - 2022. All Rights Reserved.
"""


def test_an_article_with_experts_and_references() -> None:
    reading = read(ARTICLE)
    (post,) = reading.comments
    assert (post.title, post.author, post.date, post.date_text) == ("How do I prune?", "Ann Lee", "2015-10-14", "14 October 2015")
    assert post.text.startswith("Pruning is useful")
    assert [text for text, _ in voices(post, "heading")] == ["“A cut is for ever”", "What others do"]
    assert [text[:8] for text, _ in voices(post, "reference")] == ["1. Stone", "2. Moss "]
    speech = [(text[:8], voice) for text, voice in voices(post, "paragraph") if voice]
    assert speech == [("“Look at", "Bea Stone"), ("“Then go", "Bea Stone")]
    assert voices(post, "quotation") == [
        ("“never in a hurry with it.”", "Carl Moss"),
        ("“Old trees forgive nothing,”", "Carl Moss"),
        ("“Buy good gloves.”", "Carl Moss"),
        ("“red tape.”", None),
        ("“nobody knows why,”", None),  # two women are named: nobody is guessed
    ]
    reasons = [left.reason for left in reading.left_out]
    assert reasons == [
        "site banner",
        "citation line",
        "byline",
        "competing interests statement",
        "author note",
        "citation line",
        "copyright line",
    ]
    assert PageText.sniff(page(ARTICLE)) == 1
    assert not unaccounted(page(ARTICLE), reading)


INTERVIEW = """Bees in town, an interview with

What is it like to keep bees on a roof? Here is my interview with the founder of Hive and Home, Eva Brand, about all of that.

Where did you begin?On my own roof. Is that odd? My landlord thought so.

The first year was a disaster. Why would anybody do it again? I did.

Bees are a fashion now, some say. What is your view of it? Fashion is fine with me.

 A last word from me

Would you do it? I would, and I do not even have a roof for them.

This entry was posted in Bees and tagged , , . Bookmark the permalink.
"""


def test_an_interview() -> None:
    reading = read(INTERVIEW)
    (post,) = reading.comments
    assert voices(post)[1:] == [
        ("Where did you begin?", None),
        ("On my own roof. Is that odd? My landlord thought so.", "Eva Brand"),
        ("The first year was a disaster. Why would anybody do it again? I did.", "Eva Brand"),
        ("Bees are a fashion now, some say. What is your view of it?", None),
        ("Fashion is fine with me.", "Eva Brand"),
        ("A last word from me", None),
        ("Would you do it? I would, and I do not even have a roof for them.", None),
    ]
    assert [part.kind for part in post.parts] == [
        "paragraph", "question", "paragraph", "paragraph", "question", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    assert "Eva Brand" in reading.guesses[0]


def test_questions_in_an_ordinary_post_are_no_interview() -> None:
    (post,) = read(INTERVIEW.replace("interview", "walk")).comments
    assert {part.kind for part in post.parts} <= {"paragraph", "heading"}
    assert {part.voice for part in post.parts} == {None}


def test_title_twice_author_twice_references_by_form() -> None:
    text = (
        "Herbs at home\n\nThe Herbs at home\n\nFebruary 2010\n\n\nSimon Bell\n\nSimon Bell\n\n"
        "Parsley grows nearly everywhere, and it needs very little from you to do so, says Hill (2009).\n\n\n"
        "Hill, A. & Dale, B. (2009) Parsley and its enemies\n\n\u00a0Dale, B. (2010) Herbs\n"
    )
    reading = read(text)
    (post,) = reading.comments
    assert (post.title, post.author, post.date) == ("The Herbs at home", "Simon Bell", "2010-02")
    assert [part.kind for part in post.parts] == ["paragraph", "reference", "reference"]
    assert post.text.endswith("enemies\n\n\u00a0Dale, B. (2010) Herbs")
    assert post.text[post.parts[2].start :] == "Dale, B. (2010) Herbs"


# --- robustness ---------------------------------------------------------------------------------------------------------


def test_line_ends_tabs_and_the_last_line() -> None:
    assert [c.text for c in comments(ORCHARD.replace("\n", "\r\n").rstrip())] == [c.text for c in comments(ORCHARD)]
    tabs = "T\n\n\t1. Ann says:\n\t\tHello you\n\t\n\t\tand you\n\t\t• Bo says:\n\t\t\tHi"
    assert [(c.author, c.text) for c in comments(tabs)] == [("Ann", "Hello you\n\nand you"), ("Bo", "Hi")]


@pytest.mark.parametrize("text", ["Only a title", "  1. \n  2. \n", "  • ", " \n\t\nx", "  1. says:"])
def test_next_to_nothing_is_still_a_page(text: str) -> None:
    assert [comment.kind for comment in read(text).comments] == ["post"]


def test_deep_nesting() -> None:
    lines = ["T", "", "1 Comment", ""]
    for depth in range(40):
        lines += ["  " * (depth + 1) + ("1. " if depth == 0 else "• ") + f"Level {depth}", "", "  " * (depth + 2) + "more", ""]
    assert [depth for depth, *_ in outline("\n".join(lines))] == list(range(1, 41))


def many(count: int) -> str:
    lines = ["T", "", "A paragraph with rather more than eight words of prose in it.", ""]
    for n in range(1, count // 2 + 1):
        lines += [f"  {n}. Person {n} says:", "    May 3, 2011 at 10:15 pm", "", f"    I planted {n} trees.", "", "    Reply", ""]
        lines += ["    • Host says:", "", "      Thank you.", "", "      Reply", ""]
    return "\n".join(lines)


@pytest.mark.slow
def test_time_grows_with_the_page_and_no_faster() -> None:
    def seconds(count: int) -> float:
        source = page(many(count))
        start = time.process_time()
        assert len(PageText.read(source).comments) == count + 1
        return time.process_time() - start

    small, large = min(seconds(500), seconds(500)), seconds(5000)
    assert large < 30 * small + 0.5
    assert large < 20


NOT_PAGES = [
    "<html><body><p>One two three four five six seven eight nine.</p></body></html>",
    '{"text": "one two three four five six seven eight nine"}',
    "id,author,text\n1,ann,one two three four five six seven eight\n2,bo,one two three four five six seven eight\n",
    "import os\nfrom a import b\n\n\ndef f(a, b):\n    return a + b + c + d + e + f + g + h\n",
    "2020-01-01 10:00:00 INFO one two three four five\n2020-01-01 10:00:01 INFO one two three four five six\n",
    "From a@b Mon Jan 1\nSubject: x\n\none two three four five six seven eight",
    "seven words are not prose in here",
]


@pytest.mark.parametrize("text", NOT_PAGES)
def test_what_is_no_page(text: str) -> None:
    assert PageText.sniff(page(text)) == 0


# --- nothing is dropped silently ----------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["tree", "apple", "“yes”", "rain?", "(so)", "Ann:", "maybe…", "7", "via", "it’s", "soil,", "🙂"]),
    min_size=1,
    max_size=12,
)
TREES = st.recursive(WORDS, lambda inner: st.tuples(WORDS, st.lists(inner, min_size=1, max_size=3)), max_leaves=12)


def rendered(trees: list[object], depth: int = 0) -> list[tuple[int, str]]:
    """(depth, text) of every comment in page order."""
    result: list[tuple[int, str]] = []
    for tree in trees:
        words, replies = tree if isinstance(tree, tuple) else (tree, [])
        half = len(words) // 2
        blocks = [" ".join(words[:half]), " ".join(words[half:])] if half > 2 else [" ".join(words)]
        result.append((depth, "\n\n".join(blocks)))
        result += rendered(replies, depth + 1)
    return result


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=5), st.booleans())
def test_a_page_comes_back_as_it_was_written(trees: list[object], named: bool) -> None:
    wanted = rendered(trees)
    lines = ["T", "", "A paragraph with rather more than eight words of prose in it.", "", f"{len(wanted)} Comments", ""]
    number = 0
    for position, (depth, text) in enumerate(wanted):
        number += depth == 0
        indent = "  " * (depth + 1)
        body = ([f"N{position} says:", "", *text.split("\n")]) if named else text.split("\n")
        mark = f"{number}. " if depth == 0 else "• "
        lines += [indent + mark + body[0], *(f"{indent}  {line}" if line else "" for line in body[1:]), ""]
    text = "\n".join([*lines, "Leave a Reply"])
    reading = read(text)
    frame = Corpus.build(reading.comments).comments
    frame = frame[frame["kind"] != "post"]
    assert [*zip(frame["depth"], frame["text"], strict=True)] == [(depth + 1, text) for depth, text in wanted]
    assert not reading.warnings
    assert not unaccounted(page(text), reading)


LINES = st.sampled_from([
    "", "", " ", "Word", "A heading here", "This is a sentence with quite a few more words than eight in it.", "  1. Ann says:",
    "  2. Something", "    • Bo says:", "    more text", "      • deep",
    "Reply", "    Reply", "4 Responses to Word", "Leave a Reply",
    "3 May 2011", "by Ann Lee", "“Quoted", "© 2011 Us", "References", "Stone, B. (2010) Trees", "  • a", "  • b", "\tX",
    "Pingbacks",
    "    • Antworten", "    • Cy", "    • 6. April 2014", "  1. Pingback: Word", "Was it? It was.", "An interview with Eva Brand",
    "Ann Lee — May 3, 2011 at 10:15 pm", "    Bo — May 4, 2011 at 9:01 am", "Posted by: Cy | May 5, 2011 at 8:00 am", "Dee wrote:",
    "Dee", "3 days ago", "Like", "3d", "level 2", "12", "Posts: 12", "Joined: May 2011", "Location: Leeds", "2 Comments", "u/dee avatar",
    "by Ann on May 3, 2011 at 10:15 pm.", "Avatar", "Ann replied to Bo · 2 hours ago", "View 3 more replies", "Re: Word",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=30).filter(lambda lines: any(line.strip() for line in lines)))
def test_any_lines_nothing_is_dropped_silently(lines: list[str]) -> None:
    source = page("\n".join(lines))
    reading = PageText.read(source)
    assert not unaccounted(source, reading)
    ids = [comment.id for comment in reading.comments]
    assert len(ids) == len(set(ids))
    for comment in reading.comments:
        for part in comment.parts:
            assert 0 <= part.start < part.end <= len(comment.text)
            assert part.kind in PART_KINDS
            assert comment.text[part.start : part.end].strip()
    Corpus.build(reading.comments)


def test_the_check_for_dropped_lines_can_fail() -> None:
    reading = read(ORCHARD)
    shorter = Reading("page_text", reading.comments[:-1], left_out=reading.left_out[1:])
    assert [line.split(":")[0] for line in unaccounted(page(ORCHARD), shorter)] == ["6", "23", "24", "26", "28"]


# --- words --------------------------------------------------------------------------------------------------------------

DATES = [
    ("May 3, 2011 at 10:15 pm", "2011-05-03T22:15"), ("3 May 2011", "2011-05-03"), ("3rd of May, 2011", "2011-05-03"),
    ("3. Mai 2011 um 09:05 Uhr", "2011-05-03T09:05"), ("1 de junio de 2018 a las 14:05", "2018-06-01T14:05"),
    ("4 avril 2012 à 12h30", "2012-04-04T12:30"), ("03.04.2011 - 12:44", "2011-04-03T12:44"),
    ("2011-05-03T10:15:22+02:00", "2011-05-03T10:15"),
    ("23/04/2011", "2011-04-23"), ("04/23/2011", "2011-04-23"), ("03/04/2011", None), ("February 2010", "2010-02"),
    ("12:05 am, May 3, 2011", "2011-05-03T00:05"), ("February 30, 2011", None), ("Mar 8th at 4:27 am", None), ("2011", None),
    ("maybe 2011", None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "iso"), DATES)
def test_dates(printed: str, iso: str | None) -> None:
    assert parse_date(printed) == iso


def test_lines_of_names_and_dates() -> None:
    assert strip_says("Orchard Weekly () says:") == "Orchard Weekly"
    assert is_says("Jörg schreibt:")
    assert not is_says("The minister says: no.")
    assert author_date("See you on Friday") is None
    assert author_date("He left on 3 May 2011") is None
    assert date_line("Posted on May 3, 2011") == "May 3, 2011"
    assert date_line("In May 2011 we met.") is None


KEPT = [
    "Follow the right people on Twitter and you will learn a lot.", "Share what you know on Facebook, and see what happens.",
    "Related work has shown the same.", "The copyright of these pictures was never quite clear to me.", "Like a tree.",
    "Leave a comment and I will answer every one of you!", "Comments are welcome here.", "3 replies to the survey were late.",
    "One response to this is silence",
]  # fmt: skip


@pytest.mark.parametrize("line", KEPT)
def test_sentences_are_not_furniture(line: str) -> None:
    assert (furniture_reason(line), comments_heading(line), is_reply_link(line)) == (None, None, False)
    assert line in read(f"T\n\nA paragraph with rather more than eight words of prose in it.\n\n{line}\n").comments[0].text


def test_furniture_of_several_languages() -> None:
    for line in ("Leave a Reply", "Schreibe einen Kommentar", "Deja un comentario", "Laisser un commentaire"):
        assert opens_form(line), line
    for line in ("Reply", "Antworten", "Responder", "Répondre", "LikeLiked by 21 people", "ReplyDelete"):
        assert is_reply_link(line), line
    for line, count in (("11 comentarios", 11), ("2 Kommentare", 2), ("Comments (35)", 35), ("One thought on “Tea”", 1)):
        heading = comments_heading(line)
        assert heading is not None, line
        assert heading.count == count
