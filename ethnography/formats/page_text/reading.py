"""What a page saved as text holds, put together: the post, its comments, and every line that is in neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ethnography.corpus import Comment
from ethnography.formats.base import Ids, LeftOut, Reading
from ethnography.formats.furniture import is_reply_link
from ethnography.formats.page_text.article import Article, read_article
from ethnography.formats.page_text.dialect import Page
from ethnography.formats.page_text.finding import Found, Lot
from ethnography.formats.page_text.lists import missing_numbers
from ethnography.formats.page_text.said import Said
from ethnography.formats.page_text.voices import plain_parts, with_interview, with_quotations, with_turns
from ethnography.formats.when import Order, in_iso, order_of
from ethnography.formats.wording import author_date, date_line, is_says

_MORE = re.compile(
    r"(?:(?:view|show|load|see|read)\s)?(?:all\s)?(?P<count>\d{1,4})\s(?:more|previous)\s(?:replies|reply|comments?)",
    re.IGNORECASE,
)

FLAT = "Nothing on the page is indented: where no head names somebody else, every comment was read as an answer to the post."


def make_reading(page: Page, found: Found) -> Reading:
    """A page and the comments found on it as a reading."""
    lines = page.lines
    above = list(enumerate(lines[: found.start]))
    if found.heading is not None:
        above[-1] = (found.heading, lines[found.heading].strip())  # an indented heading is one as well
    article = read_article(above)
    ids = Ids(article.title, opening=article.text())
    post, guesses = _post(article, ids)
    if found.said and not article.text().strip():
        post = None  # the page holds only comments
    order = order_of(one.date_text for one in found.said if one.date_text)
    comments, warnings = _comments(page, found, ids, post, order)
    everything = (*([post] if post else []), *comments)
    left_out = [*article.left_out, *found.left_out, *([] if post else _heads(article))]
    hidden = sum(_hidden(text) for text in _buttons(page, found))
    return Reading(
        "page_text",
        everything,
        stated_count=article.stated_count,
        left_out=tuple(_merged(left_out, page)),
        guesses=(
            *page.notes,
            *article.guesses,
            *guesses,
            *(_with_line_numbers(guess, page) for guess in found.guesses),
            *([FLAT] if any(not lot.nested and len(lot.said) > 1 for lot in found.lots) else []),
            *([f"All-digit dates were read {order}, as other dates of the page tell."] if order else []),
        ),
        warnings=(
            *([] if post else ["The page holds comments and no post."]),
            *warnings,
            *([f"The page names {hidden} more comments behind a button, which are not on it."] if hidden else []),
            *([] if hidden else _count_warning(article, comments)),
            *_unread(lines, found, article),
        ),
        not_captured=hidden or None,
    )


def _heads(article: Article) -> list[tuple[int, str]]:
    """The title of a post that is not on the page."""
    return [(article.title_line, "the title of a post that is not here")] if article.title_line is not None else []


def _buttons(page: Page, found: Found) -> list[str]:
    return [page.lines[line].strip() for line, reason in found.left_out if reason == "buttons"]


def _hidden(text: str) -> int:
    """How many comments a button names that are not on the page: "View 12 more replies"."""
    match = _MORE.fullmatch(text)
    return int(match["count"]) if match else 0


# --- the post -----------------------------------------------------------------------------------------------------------


def _post(article: Article, ids: Ids) -> tuple[Comment | None, tuple[str, ...]]:
    """The article as the post, and what was guessed of its voices."""
    text = article.text()
    parts, interview = with_interview(text, with_turns(text, article.parts(), article.author), article.title or "")
    parts, spelled = with_quotations(text, parts)
    post = Comment(
        ids.post, ids.thread, None, text, "post",
        author=article.author, date=article.date, date_text=article.date_text, title=article.title, parts=parts,
    )  # fmt: skip
    return post, (*([interview] if interview else []), *spelled)


# --- the comments -------------------------------------------------------------------------------------------------------


def _comments(page: Page, found: Found, ids: Ids, post: Comment | None, order: Order) -> tuple[list[Comment], list[str]]:
    comments: list[Comment] = []
    warnings: list[str] = []
    for lot in found.lots:
        dates = [in_iso(said.date_text, order) if said.date_text else None for said in lot.said]
        names = [ids.comment(said.text, date) for said, date in zip(lot.said, dates, strict=True)]
        gaps, doubtful = _gaps(lot, page) if lot.numbered else ([], set())
        warnings += gaps
        for said, name, date in zip(lot.said, names, dates, strict=True):
            above, line = said.item.parent, page.numbers[said.item.line] + 1
            reply_to = post.id if post and above is None else None
            if above is not None:
                reply_to = names[above] if above >= 0 else f"{ids.thread}:missing-above-line-{line}"
            if above == -1:
                warnings.append(f"The comment in line {line} is an answer, but what it answers is not on the page.")
            if not said.text:
                warnings.append(f"The comment in line {line} has no text.")
            evidence = said.evidence or ("inferred" if said.item.line in doubtful else "indentation")
            comments.append(_comment(said, name, ids.thread, reply_to, date, evidence))
    return comments, warnings


def _comment(said: Said, name: str, thread: str, reply_to: str | None, date: str | None, evidence: str | None) -> Comment:
    text = said.text
    parts = with_turns(text, plain_parts(text), said.author)
    return Comment(
        name, thread, reply_to, text, said.kind,
        author=said.author, date=date, date_text=said.date_text, reply_evidence=evidence, parts=parts,
    )  # fmt: skip


def _gaps(lot: Lot, page: Page) -> tuple[list[str], set[int]]:
    """What the numbering says is missing, and which answers may therefore stand under the wrong comment."""
    items = [said.item for said in lot.said]
    missing = missing_numbers(items)
    if not missing:
        return [], set()
    numbers = f"number {missing[0]} is" if len(missing) == 1 else f"numbers {', '.join(map(str, missing))} are"
    begin = page.numbers[lot.start] + 1
    warnings = [f"{numbers[0].upper()}{numbers[1:]} missing from the list of comments that begins in line {begin}."]
    doubtful: list[int] = []
    answers: list[int] = []
    last = 0
    for item in items:
        if item.depth > 1:
            answers += [item.line] if item.parent != -1 else []
        elif item.number is not None:
            doubtful += answers if item.number > last + 1 and last else []
            last, answers = item.number, []
    if doubtful:
        warnings.append(
            f"The answers in lines {', '.join(str(page.numbers[line] + 1) for line in doubtful)} stand before a gap in the numbering: "
            "they may belong to a comment that is missing."
        )
    return warnings, set(doubtful)


# --- what is left out, and what is odd ----------------------------------------------------------------------------------


def _with_line_numbers(guess: str, page: Page) -> str:
    return re.sub(r"\{(\d+)\}", lambda match: str(page.numbers[int(match[1])] + 1), guess)


def _merged(left_out: Iterable[tuple[int, str]], page: Page) -> Iterable[LeftOut]:
    """One entry for neighbouring lines of one reason (blank lines between them do not part them), in lines of the source."""
    lines = dict(zip(page.numbers, page.lines, strict=True))
    spread = {n: why for line, why in left_out for n in range(page.numbers[line], page.last_of(line) + 1)}
    spread.update(page.left_out)
    start = end = -1
    reason = ""
    for index, why in [*sorted(spread.items()), (max(page.numbers) + 1, "")]:
        if why == reason and not any(lines.get(n, "").strip() for n in range(end + 1, index)):
            end = index
            continue
        if reason:
            text = "\n".join(line.strip() for line in page.source[start : end + 1] if line.strip())
            yield LeftOut(reason, text if len(text) <= 300 else text[:299] + "…", (start + 1, end + 1))
        start, end, reason = index, index, why


def _count_warning(article: Article, comments: Sequence[Comment]) -> list[str]:
    written = sum(comment.kind == "comment" for comment in comments)
    if article.stated_count in (None, written, len(comments)) or not comments:
        return []
    return [f"The page states {article.stated_count} comments; {written} and {len(comments) - written} pingbacks were found."]


def _unread(lines: Sequence[str], found: Found, article: Article) -> list[str]:
    """A warning where a page without a list of comments has the signs of comments."""
    if any(said.kind == "comment" for said in found.said):
        return []
    filled = [line for line in lines if line.strip()]
    signs = {
        "author lines (“NAME says:”)": sum(map(is_says, filled)),
        "reply buttons": sum(map(is_reply_link, filled)),
        "lines with a date": sum(bool(date_line(line) or author_date(line)) for line in filled),
    }
    seen = [f"{count} {what}" for what, count in signs.items() if count >= 3 or (count == 2 and what.startswith("author"))]
    if article.stated_count:
        seen.append(f"a heading that claims {article.stated_count} comments")
    if not seen:
        return []
    return [
        f"The page has signs of comments ({'; '.join(seen)}), but they could not be told apart: everything was read as the post."
    ]
