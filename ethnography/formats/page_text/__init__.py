"""A blog page saved as plain text: the post, and the comments that stand under it as an indented list.

Rooms: ``lists`` (indentation to items), ``comment_list`` (which list is the comments), ``said`` (what each says of itself),
``article`` (title, byline, body), ``voices`` (interviews, quoted people, turns). This file puts them together, and sees
to it that every line of the page is in a text, in a header or in the list of what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ethnography.corpus import Comment
from ethnography.formats.base import Format, Ids, LeftOut, Reading
from ethnography.formats.furniture import comments_heading, furniture_reason, is_reply_link
from ethnography.formats.page_text.article import Article, read_article
from ethnography.formats.page_text.comment_list import AUTHOR_LINES, HEADING, PINGBACKS, Judged, judge
from ethnography.formats.page_text.lists import find_regions, missing_numbers
from ethnography.formats.page_text.said import Said
from ethnography.formats.page_text.voices import plain_parts, with_interview, with_quotations, with_turns
from ethnography.formats.wording import author_date, date_line, is_says, parse_date
from ethnography.source import Source

__all__ = ["PageText"]

_PROGRAM = re.compile(
    r"""^\s*(?: import\s\w+ | from\s[\w.]+\simport\b | (?:async\s)?def\s\w+\( | class\s\w+[(:] | return\b | elif\s.*:$ | else:$
        | (?:for|while|with|if)\s.*[:{]$ | try:$ | except\b.*:$ | @\w+(?:\(.*)?$ | \#include | \w[\w.\[\]]*\s=\s\S | raise\s\w+
        | (?:public|private|static|function|const|let|var)\s\w+.*[;{]$ | [{}\])]+[;,]?$ )""",
    re.VERBOSE,
)
_LOG = re.compile(r"^\s*(?:\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|\d+\.\d+\.\d+\.\d+ |\[?(?:DEBUG|INFO|WARN|ERROR)\b)")


class PageText(Format):
    """A page as plain text: numbered comments, bulleted answers two spaces a level deeper, with or without author lines."""

    name = "page_text"
    title = "a blog page saved as plain text"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        text = source.text.lstrip()
        lines = [_spaced(line) for line in source.text.split("\n")]
        if not _is_for_readers(text, lines):
            return 0
        if any(judged.stated for judged in _find_comments(lines)):
            return 3
        return int(any(len(line.split()) >= 8 for line in lines))

    @staticmethod
    def read(source: Source) -> Reading:
        lines = [_spaced(line) for line in source.text.split("\n")]
        judged = _find_comments(lines)
        start = judged[0].region.start if judged else len(lines)
        article = read_article(list(enumerate(lines[:start])))
        ids = Ids(article.title, opening=article.text())
        post, guesses = _post(article, ids)
        said = [one for group in judged for one in group.said]
        comments, warnings = _comments(judged, ids)
        left_out = [
            *article.left_out,
            *_around(lines, judged),
            *((n, "buttons") for one in said for n, line in one.furniture if line.strip()),
        ]
        return Reading(
            "page_text",
            (post, *comments),
            stated_count=article.stated_count,
            left_out=tuple(_merged(left_out, lines)),
            guesses=(
                *article.guesses,
                *guesses,
                *(
                    f"The list from line {g.region.start + 1} was read as comments by {g.evidence}."
                    for g in judged
                    if g.evidence not in (AUTHOR_LINES, HEADING, PINGBACKS)
                ),
            ),
            warnings=(*warnings, *_count_warning(article, comments), *_unread(lines, judged, article)),
        )


def _spaced(line: str) -> str:
    """A line with the tabs that indent it as spaces; tabs inside the line stay."""
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].expandtabs(4) + body


def _is_for_readers(text: str, lines: Sequence[str]) -> bool:
    """Whether a text is for readers, and not markup, data, a table, a program, a mailbox or a log."""
    if text[:1] in ("<", "{", "[") or text.startswith(("From ", "#!/")):
        return False
    filled = [line for line in lines[:400] if line.strip()]
    tags = sum(len(re.findall(r"</?\w+[^<>]*>", line)) for line in filled)
    program = sum(_PROGRAM.match(line) is not None for line in filled)
    technical = sum(_LOG.match(line) is not None or line.rstrip().endswith((";", "{", "},")) for line in filled)
    return tags <= len(filled) and program * 8 < len(filled) and technical * 3 < len(filled) and not _is_table(filled)


def _is_table(filled: Sequence[str]) -> bool:
    """A head of names without spaces, or rows of the same number of cells."""
    if re.fullmatch(r"\"?\w+\"?(?:[,;\t]\"?\w+\"?){2,}", filled[0].strip() if filled else ""):
        return True
    for mark in (",", ";", "\t", "|"):
        counts = [line.count(mark) for line in filled[:50]]
        if counts and counts[0] > 1 and len(counts) > 1 and counts.count(counts[0]) * 10 >= len(counts) * 8:
            return True
    return False


def _find_comments(lines: Sequence[str]) -> list[Judged]:
    """The lists of comments of a page, in order."""
    regions = find_regions(lines)
    judged = (judge(region, lines, region is regions[-1]) for region in regions)
    found = [one for one in judged if one]
    signed = any(one.evidence == AUTHOR_LINES for one in found)
    return [one for one in found if not signed or one.evidence in (AUTHOR_LINES, PINGBACKS)]


# --- the post -----------------------------------------------------------------------------------------------------------


def _post(article: Article, ids: Ids) -> tuple[Comment, tuple[str, ...]]:
    text = article.text()
    parts, interview = with_interview(text, with_turns(text, article.parts(), article.author), article.title or "")
    parts, spelled = with_quotations(text, parts)
    post = Comment(
        ids.post, ids.thread, None, text, "post",
        author=article.author, date=article.date, date_text=article.date_text, title=article.title, parts=parts,
    )  # fmt: skip
    return post, (*([interview] if interview else []), *spelled)


# --- the comments -------------------------------------------------------------------------------------------------------


def _comments(judged: Sequence[Judged], ids: Ids) -> tuple[list[Comment], list[str]]:
    comments: list[Comment] = []
    warnings: list[str] = []
    for group in judged:
        names = [_id(said, ids) for said in group.said]
        gaps, doubtful = _gaps(group)
        warnings += gaps
        for position, said in enumerate(group.said):
            above = said.item.parent
            reply_to = (
                ids.post
                if above is None
                else names[above]
                if above >= 0
                else f"{ids.thread}:missing-above-line-{said.item.line + 1}"
            )
            if above == -1:
                warnings.append(f"The comment in line {said.item.line + 1} is an answer, but what it answers is not on the page.")
            if not said.text:
                warnings.append(f"The comment in line {said.item.line + 1} has no text.")
            comments.append(_comment(said, names[position], ids.thread, reply_to, said.item.line in doubtful))
    return comments, warnings


def _id(said: Said, ids: Ids) -> str:
    return ids.comment(said.text, parse_date(said.date_text) if said.date_text else None)


def _comment(said: Said, name: str, thread: str, reply_to: str, doubtful: bool) -> Comment:
    text = said.text
    date = parse_date(said.date_text) if said.date_text else None
    parts = with_turns(text, plain_parts(text), said.author)
    evidence = "inferred" if doubtful else "indentation"
    return Comment(
        name, thread, reply_to, text, said.kind,
        author=said.author, date=date, date_text=said.date_text, reply_evidence=evidence, parts=parts,
    )  # fmt: skip


def _gaps(group: Judged) -> tuple[list[str], set[int]]:
    """What the numbering says is missing, and which answers may therefore stand under the wrong comment."""
    items = [said.item for said in group.said]
    missing = missing_numbers(items)
    if not missing:
        return [], set()
    numbers = f"number {missing[0]} is" if len(missing) == 1 else f"numbers {', '.join(map(str, missing))} are"
    warnings = [
        f"{numbers[0].upper()}{numbers[1:]} missing from the list of comments that begins in line {group.region.start + 1}."
    ]
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
            f"The answers in lines {', '.join(str(line + 1) for line in doubtful)} stand before a gap in the numbering: "
            "they may belong to a comment that is missing."
        )
    return warnings, set(doubtful)


# --- what is left out, and what is odd ----------------------------------------------------------------------------------


def _around(lines: Sequence[str], judged: Sequence[Judged]) -> Iterable[tuple[int, str]]:
    """The lines between and after the lists of comments."""
    if not judged:
        return
    inside = {index for group in judged for index in range(group.region.start, group.region.end)}
    for index in range(judged[0].region.end, len(lines)):
        line = lines[index]
        if index in inside or not line.strip():
            continue
        reason = "comments heading" if comments_heading(line) else furniture_reason(line) or "below the comments"
        yield index, reason


def _merged(left_out: Iterable[tuple[int, str]], lines: Sequence[str]) -> Iterable[LeftOut]:
    """One entry for neighbouring lines of one reason (blank lines between them do not part them)."""
    start = end = -1
    reason = ""
    for index, why in [*sorted(set(left_out)), (len(lines), "")]:
        if why == reason and not any(line.strip() for line in lines[end + 1 : index]):
            end = index
            continue
        if reason:
            text = "\n".join(line.strip() for line in lines[start : end + 1] if line.strip())
            yield LeftOut(reason, text if len(text) <= 300 else text[:299] + "…", (start + 1, end + 1))
        start, end, reason = index, index, why


def _count_warning(article: Article, comments: Sequence[Comment]) -> list[str]:
    written = sum(comment.kind == "comment" for comment in comments)
    if article.stated_count in (None, written, len(comments)) or not comments:
        return []
    return [f"The page states {article.stated_count} comments; {written} and {len(comments) - written} pingbacks were found."]


def _unread(lines: Sequence[str], judged: Sequence[Judged], article: Article) -> list[str]:
    """A warning where a page without a list of comments has the signs of comments."""
    if any(said.kind == "comment" for group in judged for said in group.said):
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
    return [f"The page has signs of comments ({'; '.join(seen)}), but no indented list of them: everything was read as the post."]
