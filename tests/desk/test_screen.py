"""The coding screen in a real browser, with a real desk behind it: what a coder does, and what is then on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ethnography.coding import Coding
from ethnography.corpus import Comment
from ethnography.desk import Desk
from ethnography.errors import StudyProblem
from ethnography.study import Study
from ethnography.teamwork import CONSENSUS
from tests.desk.screen import Screen, screen_of

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(browser: Any, talk: Study) -> Iterator[Screen]:
    with screen_of(browser, Desk(talk, "ada")) as made:
        yield made
        assert made.complaints == []


def row(screen: Screen, name: str) -> Any:
    return screen.page.locator(f'article.comment[data-comment="t:{name}"]')


def focus(screen: Screen, name: str) -> None:
    row(screen, name).focus()


def codings(study: Study) -> list[tuple[str, str, str]]:
    return [(c.segment.comment.removeprefix("t:"), c.code, c.quote) for c in study.codings]


def only(study: Study) -> Coding:
    (coding,) = study.codings
    text = study.corpus.comment(coding.segment.comment).text
    assert text[coding.segment.start : coding.segment.end] == coding.quote
    return coding


def select(screen: Screen, start: tuple[str, str, int], end: tuple[str, str, int]) -> None:
    """Drag the mouse from before the n-th character of a word in a comment to before one in another."""
    places = [
        screen.page.evaluate(
            """([name, words, offset]) => {
              const body = document.querySelector(`article[data-comment="t:${name}"] .body`);
              let at = body.textContent.indexOf(words) + offset;
              const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode() && at >= walker.currentNode.data.length) at -= walker.currentNode.data.length;
              const range = document.createRange();
              range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at);
              const place = range.getBoundingClientRect();
              return [place.left, (place.top + place.bottom) / 2];
            }""",
            list(place),
        )
        for place in (start, end)
    ]
    mouse = screen.page.mouse
    mouse.move(*places[0])
    mouse.down()
    mouse.move(*places[1], steps=4)
    mouse.up()
    screen.page.locator(".pick-bar:visible").wait_for(timeout=3000)


def test_by_mouse_words_get_a_code_and_are_on_disk_with_exact_offsets(screen: Screen, talk: Study) -> None:
    select(screen, ("one", "be anonymous", 3), ("one", "🙂", 2))
    screen.page.locator(".pick-bar .primary").click()
    screen.page.keyboard.type("anon")
    screen.press("Enter")
    screen.saved()
    coding = only(talk)
    assert (coding.quote, coding.code, coding.coder) == ("anonymous 🙂", "anonymity", "ada")
    assert row(screen, "one").locator("mark").text_content() == "anonymous 🙂"
    assert row(screen, "one").locator(".chip.mine").text_content().strip() == "Anonymity"
    screen.said("Anonymity on “anonymous 🙂”")


def test_by_keys_alone_at_most_five_after_the_selection(screen: Screen, talk: Study) -> None:
    focus(screen, "two")
    screen.press("ArrowRight", "ArrowRight", "ArrowRight")
    screen.said("Selected: My manager reads everything")
    screen.press("c", "t", "r", "Enter")
    screen.saved()
    assert codings(talk) == [("two", "trust", "My manager reads everything, and I trust nobody at work.")]
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:two", "the focus is back where it was"
    screen.press("c", "a", "n", "Enter")
    screen.saved()
    assert [code for _, code, _ in codings(talk)] == ["trust", "anonymity"], "several codes on one selection"


def test_escape_lets_go(screen: Screen, talk: Study) -> None:
    focus(screen, "two")
    screen.press("ArrowRight")
    assert screen.page.evaluate("CSS.highlights.get('eth-picked').size") == 1
    screen.press("Escape")
    assert screen.page.evaluate("CSS.highlights.get('eth-picked').size") == 0
    screen.press(".", "1", "c")
    screen.said("Select words first")
    assert codings(talk) == []


def test_one_key_for_sentence_paragraph_and_comment(screen: Screen, talk: Study) -> None:
    focus(screen, "post")
    for key, quote in (
        ("s", "👩‍👩‍👧 Who reads the rota at night?"),
        ("p", "👩‍👩‍👧 Who reads the rota at night? We put our names on it."),
        ("w", talk.corpus.comment("t:post").text),
    ):
        screen.press(key, "Enter")
        screen.saved()
        assert quote in [q for _, _, q in codings(talk)]
        screen.press("Escape")
    row(screen, "two").locator(".body").click(position={"x": 150, "y": 8})
    screen.press("s")
    assert "Hardly." in screen.page.locator(".palette .words").text_content(), "the sentence that was clicked"


def test_a_selection_over_several_comments_makes_one_coding_each(screen: Screen, talk: Study) -> None:
    select(screen, ("one", "Nobody is safe", 0), ("two", "Hardly", 6))
    screen.press("c")
    assert "words of 1 more comment" in screen.page.locator(".palette .words").text_content()
    screen.page.keyboard.type("tr")
    screen.press("Enter")
    screen.saved()
    assert codings(talk) == [
        ("one", "trust", "Nobody is safe with a name like mine, Ann knows."),
        ("two", "trust", "Anonymous? Hardly"),
    ]
    screen.press("z")
    screen.saved()
    assert codings(talk) == []


def test_a_selection_is_widened_to_whole_signs_and_trimmed(screen: Screen, talk: Study) -> None:
    screen.page.evaluate(
        """() => {
          const node = document.querySelector('article[data-comment="t:post"] .body .para').firstChild;
          document.querySelector('article[data-comment="t:post"]').focus();
          getSelection().setBaseAndExtent(node, 3, node, 9);
        }"""
    )
    screen.page.locator(".pick-bar:visible").wait_for()
    screen.press("c", "Enter")
    screen.saved()
    assert only(talk).quote == "👩‍👩‍👧"


def test_longer_shorter_moved_removed_undone_and_done_again(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("ArrowRight", "Shift+ArrowLeft", "Alt+Shift+ArrowRight", "c", "Enter")
    screen.saved()
    assert only(talk).quote == "last word from somebody else"
    first = only(talk).id
    screen.press("Escape", "e", "v", "Shift+ArrowRight", "Alt+Shift+ArrowLeft", "Enter")
    screen.saved()
    assert only(talk).quote == "A last word from somebody else entirely"
    assert only(talk).id != first
    screen.press("e", "Delete")
    screen.saved()
    assert codings(talk) == []
    for key, quotes in (
        ("z", ["A last word from somebody else entirely"]),
        ("z", ["last word from somebody else"]),
        ("z", []),
        ("Shift+Z", ["last word from somebody else"]),
        ("Control+Shift+z", ["A last word from somebody else entirely"]),
        ("Control+y", []),
    ):
        screen.press(key)
        screen.saved()
        assert [quote for _, _, quote in codings(talk)] == quotes, key
    assert screen.page.locator("mark:not(.only-suggested)").count() == 0
    screen.press("Shift+Z")
    screen.said("Nothing to do again")


def test_undo_reaches_back_before_the_page_was_opened(browser: Any, talk: Study) -> None:
    with screen_of(browser, Desk(talk, "ada")) as screen:
        focus(screen, "six")
        screen.press("s", "Enter")
        screen.saved()
        screen.page.reload()
        row(screen, "six").locator("mark").wait_for()
        focus(screen, "one")
        screen.press("z")
        screen.page.locator(".toast:visible", has_text="Once more undoes what you did in an earlier one").wait_for()
        assert len(codings(talk)) == 1, "not unawares"
        screen.press("z")
        screen.saved()
        assert codings(talk) == []
        assert row(screen, "six").locator("mark").count() == 0


def test_ten_codes_on_one_sentence_can_be_told_apart(browser: Any, talk: Study) -> None:
    for n in range(10):
        talk.add_code(f"Code {n}")
    sentence = "A last word from somebody else entirely."
    for n in range(10):
        talk.code("t:six", sentence[n : len(sentence) - n], f"code_{n}", coder="ada")
    with screen_of(browser, Desk(talk, "ada")) as screen:
        middle = row(screen, "six").locator("mark").nth(9)
        look = middle.evaluate(
            "m => { const s = getComputedStyle(m); return [s.backgroundPosition, s.backgroundImage, s.paddingBottom]; }"
        )
        places = look[0].split(", ")
        assert len(places) == len(set(places)) == 10, "each code has a lane of its own"
        assert look[1].count("linear-gradient") == 10
        assert look[2] == "30px"
        height = row(screen, "six").locator(".para").evaluate("p => parseFloat(getComputedStyle(p).lineHeight)")
        assert height >= 17 * 1.4 + 30, "the lines stand far enough apart for the lanes"
        screen.page.locator(".stripe").first.wait_for(state="attached")
        assert row(screen, "six").locator(".stripe").count() == 10
        assert row(screen, "six").locator("button.chip.mine").count() == 10
        focus(screen, "six")
        screen.press("e", "e", "e")
        assert "Code 2" in screen.page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_digits_repeat_and_recent_codes(screen: Screen, talk: Study) -> None:
    focus(screen, "two")
    screen.press("ArrowRight", "1")
    screen.said("No code is on key 1")
    screen.press("c")
    screen.page.keyboard.type("anon")
    screen.press("Alt+1", "Escape", "1")
    screen.saved()
    screen.press("ArrowRight", ".")
    screen.saved()
    assert [(code, quote) for _, code, quote in codings(talk)] == [("anonymity", "Anonymous?"), ("anonymity", "Hardly.")]
    screen.press("c")
    assert screen.page.locator(".palette [role=option]").first.text_content().startswith("Anonymity"), "the last one comes first"
    assert talk.state.pinned == {("ada", "1"): "anonymity"}


def test_suggestions_are_dashed_and_decided_by_a_key(screen: Screen, talk: Study) -> None:
    focus(screen, "post")
    before = screen.page.locator(".chip.suggested").count()
    assert before == len(talk.suggestions().query("comment.str.startswith('t:')"))
    screen.press("t")
    assert "suggestion" in screen.page.evaluate("document.activeElement.getAttribute('aria-label')")
    screen.press("a")
    screen.saved()
    assert [(c.origin, c.rule) for c in talk.codings] == [("suggestion", "trust.1")]
    screen.press("t", "r")
    screen.saved()
    assert screen.page.locator(".chip.suggested").count() == before - 2
    left = talk.suggestions()
    rule = left.loc[left["comment"].str.startswith("t:"), "rule"]
    screen.press("t")
    pointed = screen.page.evaluate("document.activeElement.title").split("rule ")[1].split(":")[0]
    screen.press("Shift+A")
    screen.saved()
    assert len(talk.codings) == 1 + int(rule.eq(pointed).sum())
    screen.press("z")
    screen.saved()
    assert len(talk.codings) == 1, "all of a rule are taken back together"


def test_reading_marks_seen_and_finds_what_is_next(screen: Screen, talk: Study) -> None:
    focus(screen, "post")

    def here() -> str:
        return str(screen.page.evaluate("document.activeElement.closest('article').dataset.comment"))

    screen.press("n")
    assert here() == "t:one"
    assert talk.state.seen == {("ada", "t:post")}
    for key, place in (("j", "t:two"), ("u", "t:one"), ("]", "t:five"), ("[", "t:one"), ("k", "t:post"), ("ArrowDown", "t:one")):
        screen.press(key)
        assert here() == place, key
    screen.press("x")
    screen.saved()
    assert ("ada", "t:one") in talk.state.seen
    screen.press("x")
    screen.saved()
    assert ("ada", "t:one") not in talk.state.seen
    screen.press("s", "Enter", "i")
    assert here() == "t:two"
    screen.press("g")
    assert here() == "t:one"
    assert "2 of 7 seen" in screen.page.locator(".title").text_content()
    screen.press("h")
    assert row(screen, "two").is_hidden()
    screen.press("j")
    assert here() == "t:five", "folded answers are passed over"
    row(screen, "one").locator(".fold").click()
    assert row(screen, "two").is_visible()


def test_memos_on_everything_with_links(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s", "Enter", "Escape", "m")
    screen.page.keyboard.type("Sounds *tired*. See ")
    screen.page.get_by_role("button", name="Link comment").click()
    screen.page.keyboard.type(" <b>not bold</b>")
    screen.press("Control+Enter")
    screen.saved()
    assert talk.memos[0].text == "Sounds *tired*. See [a comment, 2021-03-04](<comment:t:six>) <b>not bold</b>"
    note = screen.page.locator(".side .memo-text")
    assert note.locator("em").text_content() == "tired"
    assert note.locator("b").count() == 0
    screen.press("e", "m")
    screen.page.keyboard.type("on the coding")
    screen.page.get_by_role("button", name="Save memo").click()
    screen.saved()
    focus(screen, "one")
    screen.press("Shift+J")
    screen.page.keyboard.type("A field note.\n\n- kept by date")
    screen.press("Control+Enter")
    screen.saved()
    screen.press("Shift+M")
    screen.page.keyboard.type("on the thread")
    screen.press("Control+Enter")
    screen.saved()
    assert [(m.about, m.subject) for m in talk.memos] == [
        ("comment", "t:six"), ("coding", only(talk).id), ("study", ""), ("thread", "t"),
    ]  # fmt: skip
    assert screen.page.locator(".side .day").count() == 1
    screen.page.locator(".side .memo-text .link").click()
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:six"
    assert row(screen, "six").locator(".has-memo").count() == 1
    screen.page.locator(".tab", has_text="Memos").click()
    screen.page.locator(".side .memo", has_text="A field note").get_by_role("button", name="Edit").click()
    screen.press("Control+End")
    screen.page.keyboard.type("!")
    screen.press("Control+Enter")
    screen.saved()
    assert [m.text for m in talk.memos if m.about == "study"] == ["A field note.\n\n- kept by date!"]


def test_a_memo_on_a_code_and_one_that_was_begun(screen: Screen, talk: Study) -> None:
    screen.page.get_by_role("button", name="Memo on the code Trust").click()
    screen.page.keyboard.type("Not yet")
    focus(screen, "six")
    screen.press("m")
    screen.page.keyboard.type("Something else")
    screen.press("Control+Enter")
    screen.saved()
    screen.page.locator(".tab", has_text="Memos").click()
    screen.page.get_by_role("button", name="Go on writing").click()
    screen.page.keyboard.type(" sharp enough.")
    screen.press("Control+Enter")
    screen.saved()
    assert [(m.about, m.subject, m.text) for m in talk.memos] == [
        ("comment", "t:six", "Something else"), ("code", "trust", "Not yet sharp enough."),
    ]  # fmt: skip


def test_the_panel_says_which_rule_and_words_and_keeps_the_focus(screen: Screen, talk: Study) -> None:
    focus(screen, "two")
    screen.page.locator(".tab", has_text="Comment").click()
    card = screen.page.locator(".card.suggested").first
    assert "rule anonymity.1: Anonymous" in card.text_content()
    button = screen.page.get_by_role("button", name="Accept", exact=True).first
    button.focus()
    screen.press("Enter")
    screen.saved()
    assert [c.rule for c in talk.codings] == ["anonymity.1"]
    assert screen.page.evaluate("document.activeElement.tagName") != "BODY", "the focus is not lost with the button"


def test_a_new_code_in_place(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s")
    screen.page.keyboard.type("Last words")
    screen.press("Enter")
    screen.page.keyboard.type("Somebody closes a thread: says so, or does so.")
    screen.press("Control+Enter")
    row(screen, "six").locator(".chip.mine", has_text="Last words").wait_for()
    screen.saved()
    code = talk.codebook.code("last_words")
    assert (code.status, code.definition) == ("proposed", "Somebody closes a thread: says so, or does so.")
    assert codings(talk) == [("six", "last_words", "A last word from somebody else entirely.")]
    assert "# a codebook for tests" in (talk.folder.root / talk.settings.codebook).read_text("utf-8")


def test_search_and_filter(screen: Screen, talk: Study) -> None:
    focus(screen, "two")
    screen.press("s", "Enter", "/")
    screen.page.keyboard.type("trust*")
    screen.press("Enter")
    screen.page.locator(".found", has_text="1 of 4 places here").wait_for()
    screen.press("Enter")
    assert screen.page.locator(".found").text_content() == "2 of 4 places here"
    assert screen.page.evaluate("CSS.highlights.get('eth-found').size") == 4
    screen.page.fill(".search", "*")
    screen.press("Enter")
    screen.page.locator(".found", has_text="no letter").wait_for()
    screen.press("Escape")
    assert screen.page.evaluate("CSS.highlights.get('eth-found').size") == 0
    screen.page.locator(".code", has_text="Trust").click()
    screen.page.locator(".filter-result", has_text="1 of 7 comments fit").wait_for()
    assert row(screen, "one").locator(".body").is_hidden()
    assert row(screen, "two").locator(".body").is_visible()
    screen.page.get_by_role("button", name="Show all").click()
    screen.page.select_option("select[name=author]", "Kit")
    screen.page.locator(".filter-result", has_text="2 of 7").wait_for()


def test_names_are_masked_to_the_eye_and_exact_on_disk(screen: Screen, talk: Study) -> None:
    shown = row(screen, "one").inner_text()
    assert "Otter" not in shown
    names = row(screen, "one").locator(".name").evaluate_all("all => all.map(one => one.dataset.shown)")
    assert names == ["[Rowan]", "[Rowan]"]
    focus(screen, "one")
    screen.press("s")
    assert screen.page.locator(".palette .words").text_content().strip() == "“I would rather be anonymous 🙂, said [Rowan].”"
    screen.press("Enter")
    screen.saved()
    assert only(talk).quote == "I would rather be anonymous 🙂, said Ann Otter."


def test_parts_and_voices_look_different_and_right_to_left_runs_so(screen: Screen) -> None:
    assert row(screen, "three").locator(".part-quotation").first.get_attribute("data-voice") == "Ash"
    assert row(screen, "post").locator(".para.part-question").count() == 1
    assert row(screen, "four").locator(".body").evaluate("b => getComputedStyle(b).direction") == "rtl"


def test_text_is_hostile(screen: Screen, talk: Study) -> None:
    assert screen.page.locator(".ethnography img, .ethnography script").count() == 0
    assert '<img src=x onerror="alert(1)">' in row(screen, "five").locator(".body").text_content()
    talk.write_memo("<img src=x onerror=alert(3)> [x](javascript:alert(4)) [y](https://example.org)", coder="ada")
    screen.page.evaluate("model.send({type: 'look', thread: 't', revision: 0})")
    screen.page.locator(".tab", has_text="Memos").click()
    screen.page.locator(".memo-text").wait_for()
    assert screen.page.locator(".ethnography img, .ethnography a").count() == 0
    focus(screen, "five")
    screen.press("w", "Enter")
    screen.saved()
    assert only(talk).quote.startswith("Look: <img")


def test_what_is_not_saved_is_said_kept_and_offered_again(browser: Any, talk: Study) -> None:
    with screen_of(browser, Desk(talk, "ada")) as screen:
        screen.held = True
        focus(screen, "two")
        screen.press("s", "Enter")
        assert row(screen, "two").locator(".chip.unsaved").count() == 1, "painted at once, and marked"
        assert screen.page.locator(".save-state").text_content() == "saving …"
        screen.page.locator(".save-state.unsaved").wait_for(timeout=8000)
        assert "NOT SAVED" in screen.page.locator(".banner").text_content()
        screen.release()
        screen.saved()
        assert screen.page.locator(".banner:visible").count() == 0
        assert len(talk.codings) == 1
        screen.cut = True  # the kernel dies: the message vanishes, and nobody says so
        screen.press("Escape", "k", "s", "Enter")
        screen.page.locator(".save-state.unsaved").wait_for(timeout=8000)
        assert screen.page.locator(".save-state").text_content() == "NOT SAVED: 1"
        screen.page.reload(wait_until="domcontentloaded")
        screen.cut = False
        screen.page.evaluate("window.hide(); window.hide = window.show(); void 0")
        screen.page.locator(".banner", has_text="1 action of").wait_for()
        assert len(talk.codings) == 1
        screen.page.get_by_role("button", name="Save now").click()
        screen.saved()
        assert len(talk.codings) == 2
        assert screen.page.evaluate("localStorage.length") == 0


def test_the_answer_that_got_lost_does_not_double_what_was_written(screen: Screen, talk: Study) -> None:
    screen.held = True
    focus(screen, "two")
    screen.press("s", "Enter")
    (message,) = [m for m in screen.waiting if m["type"] == "do"]
    screen.desk.handle(message)  # on disk, but the answer never arrives
    screen.held = False
    screen.page.evaluate("model.send({type: 'hello', thread: 't'})")
    screen.saved()
    assert len(talk.codings) == 1
    assert screen.page.locator(".chip.mine").count() == 1


def test_what_the_disk_refuses_is_said_kept_and_tried_again(screen: Screen, talk: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ethnography.journal.file.os.fsync", full)
    focus(screen, "two")
    screen.press("s", "Enter")
    screen.page.locator(".banner .line", has_text="No space left").wait_for()
    assert row(screen, "two").locator(".chip.unsaved").count() == 1, "it is kept, and marked"
    assert screen.page.locator(".save-state").text_content() == "NOT SAVED: 1"
    screen.press("m")
    screen.page.keyboard.type("A thought")
    screen.press("Control+Enter")
    screen.page.locator(".banner .line", has_text="2 actions").wait_for()
    monkeypatch.undo()
    screen.page.get_by_role("button", name="Try again").click()
    screen.saved()
    assert len(talk.codings) == 1
    assert [memo.text for memo in talk.memos] == ["A thought"]
    assert screen.page.locator(".banner:visible").count() == 0


def test_what_was_refused_can_be_thrown_away(screen: Screen, talk: Study) -> None:
    talk.code("t:six", "last word", "trust", coder="ada")
    focus(screen, "two")
    screen.press("s")
    path = talk.folder.root / talk.settings.codebook
    path.write_text(path.read_text("utf-8").replace("id: trust\n", "id: trust\n        status: retired\n"), "utf-8")
    screen.page.keyboard.type("tr")
    screen.press("Enter")
    screen.page.locator(".banner .line", has_text="is retired").wait_for()
    screen.press("z")
    screen.said("Thrown away")
    screen.saved()
    assert row(screen, "two").locator(".chip.mine").count() == 0
    assert len(talk.codings) == 1, "undo took what was not saved, and nothing that was"


def test_two_views_of_one_screen_show_the_same(screen: Screen, talk: Study) -> None:
    screen.page.evaluate("document.body.append(Object.assign(document.createElement('div'), {id: 'second'}))")
    screen.page.evaluate("widget.render({model, el: document.getElementById('second')}); void 0")
    second = screen.page.locator("#second")
    second.locator("article.comment").first.wait_for()
    focus_in_first = screen.page.locator("#el article.comment").nth(6)
    focus_in_first.focus()
    screen.press("s", "Enter")
    screen.saved()
    second.locator("article.comment").nth(6).locator(".chip.mine").wait_for()
    second.locator("article.comment").nth(6).focus()
    screen.press("z")
    screen.saved()
    assert screen.page.locator("#el mark:not(.only-suggested)").count() == 0


def test_what_others_write_appears(screen: Screen, talk: Study) -> None:
    Study.open(talk.folder.root).code("t:six", "last word", "trust", coder="ada")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    row(screen, "six").locator("mark").wait_for(timeout=3000)


def test_other_coders_differences_and_the_consensus(browser: Any, talk: Study) -> None:
    talk.code("t:six", "last word", "trust", coder="ada")
    talk.mark_seen("t:six", coder="ben")
    with screen_of(browser, Desk(talk, "ben", blind=False)) as screen:
        assert row(screen, "six").locator(".chip.theirs").text_content() == "Trust ada"
        focus(screen, "six")
        screen.press("e", "Delete")
        screen.said("only ada can change it")
        screen.press("k", "d")
        assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:six"
        assert screen.page.locator(".panel .card").count() == 1
        assert screen.page.get_by_role("button", name="Not coded").count() == 0
    with screen_of(browser, Desk(talk, "ben", blind=True)) as screen:
        assert screen.page.locator(".chip.theirs").count() == 0
        assert screen.page.locator(".tab", has_text="Differences").count() == 0
    with screen_of(browser, Desk(talk, CONSENSUS)) as screen:
        screen.page.locator(".tab", has_text="Differences 1").click()
        screen.page.get_by_role("button", name="ada’s").click()
        assert screen.page.evaluate("document.activeElement.tagName") == "TEXTAREA", "a decision needs its reason"
        screen.page.keyboard.type("Plain enough.")
        screen.page.get_by_role("button", name="ada’s").click()
        screen.saved()
        screen.page.locator(".tab", has_text="Differences 0").wait_for()
    assert [(c.coder, c.quote) for c in talk.codings] == [("ada", "last word"), (CONSENSUS, "last word")]
    assert talk.memos[0].text == "Trust: as ada. Plain enough."


def test_another_thread_and_its_progress(screen: Screen, talk: Study) -> None:
    screen.page.locator(".title").click()
    screen.page.locator(".thread-row", has_text="u").last.click()
    screen.page.locator('article[data-comment="u:post"]').wait_for()
    screen.page.locator('article[data-comment="u:post"]').focus()
    screen.press("s", "Enter")
    screen.saved()
    assert [c.segment.comment for c in talk.codings] == ["u:post"]
    screen.page.locator(".thread-row").first.click()
    row(screen, "one").wait_for()
    focus(screen, "one")
    screen.press("z")
    screen.said("not in this thread")
    screen.saved()
    assert codings(talk) == []


def test_keys_stay_inside_and_the_page_keeps_its_own(screen: Screen) -> None:
    screen.page.evaluate("window.leaked = []; addEventListener('keydown', e => leaked.push(e.key)); void 0")
    focus(screen, "one")
    for key in ("a", "b", "m", "x", "y", "d", "d", "j", "k", "Escape", "q"):
        screen.press(key)
        screen.press("Escape")
    screen.press("Control+s")
    assert screen.page.evaluate("leaked") == []
    focused = screen.page.evaluate("document.activeElement.getAttribute('data-lm-suppress-shortcuts')")
    assert focused == "true", "Notebook 7 listens before us: the attribute is on whatever has the focus"
    screen.press("s")
    assert screen.page.evaluate("document.activeElement.getAttribute('data-lm-suppress-shortcuts')") == "true"
    screen.page.evaluate("document.activeElement.blur(); document.body.focus()")
    screen.press("j")
    assert screen.page.evaluate("leaked") == ["j"]


def test_no_message_holds_more_than_one_actions_worth(screen: Screen) -> None:
    focus(screen, "six")
    screen.press("s", "Enter")
    screen.saved()
    (message,) = [m for m in screen.messages if m["type"] == "do"]
    assert len(json.dumps(message)) < 400


def test_a_new_code_is_for_the_words_for_which_it_was_made(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s")
    screen.page.keyboard.type("Last words")
    screen.press("Enter")
    screen.page.keyboard.type("Somebody closes a thread.")
    screen.held = True
    screen.press("Control+Enter", "Escape")
    focus(screen, "two")
    screen.press("ArrowRight")
    screen.release()
    screen.saved()
    assert "last_words" in talk.codebook
    assert codings(talk) == [], "the list was left: the code is made, and nothing else"


def test_changing_words_ends_where_the_reader_goes_on(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s", "Enter", "Escape", "e", "v")
    focus(screen, "two")
    screen.press("ArrowRight", "c")
    assert screen.page.locator(".palette").is_visible()
    screen.press("Escape")
    assert [quote for _, _, quote in codings(talk)] == ["A last word from somebody else entirely."]


def test_a_moved_coding_takes_its_memo_along_once(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s", "Enter", "Escape", "e", "m")
    screen.page.keyboard.type("Why?")
    screen.press("Control+Enter", "e", "v", "Shift+ArrowLeft", "Enter")
    screen.saved()
    assert [(m.text, m.subject) for m in talk.memos] == [("Why?", only(talk).id)]
    screen.press("z")
    screen.saved()
    assert [(m.text, m.subject) for m in talk.memos] == [("Why?", only(talk).id)]
    assert only(talk).quote.endswith("entirely.")


def test_a_key_held_down_does_not_go_on_writing(screen: Screen, talk: Study) -> None:
    for words in ("last", "word", "somebody"):
        talk.code("t:six", words, "trust", coder="ada")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    row(screen, "six").locator(".chip.mine").nth(2).wait_for()
    focus(screen, "six")
    screen.press("e")
    for _ in range(3):
        screen.page.keyboard.down("Delete")
    screen.page.keyboard.up("Delete")
    screen.saved()
    assert len(talk.codings) == 2


def test_accept_and_reject_decide_only_what_is_pointed_at(screen: Screen, talk: Study) -> None:
    talk.code("t:two", "manager", "anonymity", coder="ada")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    row(screen, "two").locator(".chip.mine").wait_for()
    focus(screen, "two")
    screen.press("e", "r")
    screen.said("Press again to decide")
    assert talk.state.rejected == frozenset()
    screen.press("r")
    screen.saved()
    assert len(talk.state.rejected) == 1


def test_composed_letters_and_other_scripts(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("s")
    fire = """([key, more]) => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true, ...more}))"""
    screen.page.evaluate(fire, ["Enter", {"isComposing": True}])
    assert screen.page.locator(".palette").is_visible(), "Enter that ends a composition is not ours"
    screen.press("Escape")
    focus(screen, "one")
    screen.page.evaluate(fire, ["о", {"code": "KeyJ"}])
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:two", "j stands there on this keyboard"
    assert screen.page.evaluate(fire, ["ы", {"code": "KeyS", "ctrlKey": True}]) is False
    screen.said("All codings are saved")
    assert codings(talk) == []


def test_a_finger_that_scrolls_lets_nothing_go(screen: Screen) -> None:
    focus(screen, "six")
    screen.press("ArrowRight")
    screen.page.evaluate(
        """() => {
          const body = document.querySelector('article[data-comment="t:one"] .body');
          const touch = {bubbles: true, pointerType: 'touch', button: 0};
          const fire = (type, target) => target.dispatchEvent(new PointerEvent(type, touch));
          fire('pointerdown', body); fire('pointercancel', body);
        }"""
    )
    screen.press("c")
    assert screen.page.locator(".palette").is_visible(), "still selected"


def test_shrinking_leaves_a_masked_name_out(screen: Screen, talk: Study) -> None:
    focus(screen, "one")
    screen.press("ArrowRight", "Shift+ArrowLeft", "c", "Enter")
    screen.saved()
    assert only(talk).quote == "I would rather be anonymous 🙂, said"


def test_the_focus_stays_and_so_does_the_reader_when_the_thread_comes_again(screen: Screen) -> None:
    row(screen, "two").locator("button.seen").click()
    screen.saved()
    assert screen.page.evaluate("document.activeElement.className") == "seen"
    row(screen, "one").locator(".fold").click()
    focus(screen, "six")
    screen.press("ArrowRight")
    screen.page.evaluate("model.send({type: 'hello', thread: 't'})")
    screen.page.wait_for_function("!document.querySelector('article[data-comment=\"t:two\"]').checkVisibility()")
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:six"
    assert row(screen, "two").is_hidden()
    screen.press("c")
    assert screen.page.locator(".palette").is_visible()


def test_help_lets_no_key_through(screen: Screen, talk: Study) -> None:
    focus(screen, "six")
    screen.press("?", "?", "s", "a")
    assert screen.page.locator("dialog.help").count() == 1
    assert screen.page.locator(".palette").is_hidden()
    screen.press("Escape")
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "t:six"


def test_proposals_are_shown_with_their_evidence_and_decided(browser: Any, talk: Study) -> None:
    comments = [
        *talk.folder.comments(),
        Comment("t:nine", "t", "t:post", "I saw it too.\n\nRegards, Wren", reply_evidence="nesting"),
    ]
    talk.folder.write_comments(comments)
    with screen_of(browser, Desk(Study.open(talk.folder.root), "ada")) as screen:
        focus(screen, "nine")
        screen.press("t")
        assert "written by Wren?" in screen.page.evaluate("document.activeElement.textContent")
        screen.held = True
        screen.press("a")
        screen.page.locator(".save-state.unsaved").wait_for(timeout=8000)
        screen.release()
        screen.saved()
        row(screen, "nine").locator(".who", has_text="P04").wait_for()
        assert screen.page.evaluate("document.activeElement.closest('article')?.dataset.comment") == "t:nine"
        screen.press("z")
        row(screen, "nine").locator(".who", has_text="author not stated").wait_for()
        screen.saved()


def test_codes_keep_their_colours_when_others_write(screen: Screen, talk: Study) -> None:
    Study.open(talk.folder.root).code("t:six", "last word", "trust", coder="ada")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    row(screen, "six").locator(".chip.mine").wait_for()
    assert row(screen, "six").locator(".chip.mine").get_attribute("style").strip() == "--c: var(--k1);"


def test_a_codebook_mended_lets_through_what_was_refused(screen: Screen, talk: Study) -> None:
    path = talk.folder.root / talk.settings.codebook
    good = path.read_text("utf-8")
    path.write_text(good.replace("id: trust", "id: [trust"), "utf-8")
    focus(screen, "two")
    screen.press("s", "Enter")
    screen.page.locator(".banner .line", has_text="NOT SAVED").wait_for()
    path.write_text(good.replace("brief: believing", "name: Faith"), "utf-8")
    screen.press("Escape", "j", "s", "Enter")
    screen.saved()
    assert len(talk.codings) == 2
    assert screen.page.locator(".banner:visible").count() == 0
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    screen.page.locator(".code", has_text="Faith").wait_for(timeout=3000)


def test_what_cannot_be_masked_is_said(browser: Any, talk: Study) -> None:
    talk.folder.names_file.unlink()
    with screen_of(browser, Desk(talk, "Adda")) as screen:
        screen.page.locator(".banner .line", has_text="names in texts are NOT masked").wait_for()
        screen.page.locator(".banner .line", has_text="“Adda” is not among the coders").wait_for()
    with pytest.raises(StudyProblem, match="would not be masked"):
        talk.to_html("t")


def test_a_link_leads_into_another_thread(screen: Screen, talk: Study) -> None:
    talk.write_memo("See [there](<comment:u:post>).", coder="ada")
    screen.page.evaluate("window.dispatchEvent(new Event('focus'))")
    screen.page.locator(".tab", has_text="Memos").click()
    screen.page.locator(".memo-text .link").click()
    screen.page.locator('article[data-comment="u:post"]').wait_for()
    assert screen.page.evaluate("document.activeElement.dataset.comment") == "u:post"
