"""What remark42 writes: its backup (a line of its own, then a comment a line), and what its API answers, as a list or a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ethnography.errors import Mistake
from ethnography.formats.base import Format, Reading
from ethnography.formats.export_times import stated_time
from ethnography.formats.line_breaks import one_line
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import Tally, as_text
from ethnography.formats.thread_names import ThreadNames
from ethnography.formats.threads import Threads
from ethnography.source import Source
from ethnography.text import digest

_TAKEN = frozenset({"id", "pid", "text", "orig", "user", "locator", "time", "delete", "title"})


class Remark42Json(Format):
    """Comments with the page's address (``locator``) and the id of the comment that each answers (``pid``); no posts."""

    name = "remark42_json"
    title = "a backup or an API answer of remark42 (JSON)"
    shapes = ("json", "json lines")

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first comment has the fields of remark42, or the first line is that of its backup."""
        first = source.first
        if isinstance(first, dict) and {"version", "users", "posts"} <= first.keys():
            return 3 * int('"locator"' in source.start or first.keys() == {"version", "users", "posts"})
        found = first.get("comments") if isinstance(first, dict) else first
        one = found[0] if isinstance(found, list) and found else first
        return 3 * int(_is_comment(one) or (isinstance(one, dict) and _is_comment(one.get("comment"))))

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments of every page; deleted ones keep their place. Raises ``UnreadableSource``."""
        bad: list[Mistake] = []
        infos: list[dict[str, Any]] = []
        found: list[_Found] = []
        tally = Tally()
        for _, value in source.values(bad):
            found += _comments(value, infos, tally)
        warnings = tally.broken_lines(source.name, bad, len(found) + len(infos))
        names, links = _names(found)
        threads = Threads(names)
        for key, comment, parent in found:
            _add(threads, names, key, comment, parent, links, tally)
        made = threads.finish()
        stated, missing = (_sum(infos, name) for name in ("count", "count_left"))
        if missing:
            warnings.append(f"the API held back {missing} more comment{'s' * (missing != 1)}")
        warnings += made.post_warnings() + made.orphan_warnings()
        single = next(iter(links.values())) if len(links) == 1 else None
        return Reading("remark42_json", tuple(made.comments), stated, tally.entries(), (), tuple(warnings), missing, single)


class _Found(NamedTuple):
    """A comment, the key of its page, and the id of the comment under which it stands where it stands under one."""

    key: str
    comment: dict[str, Any]
    parent: str | None


def _is_comment(value: Any) -> bool:
    return (
        isinstance(value, dict) and {"id", "pid", "text", "user", "locator"} <= value.keys() and isinstance(value["locator"], dict)
    )


def _comments(value: Any, infos: list[dict[str, Any]], tally: Tally) -> Iterator[_Found]:
    """The comments in a value of any of the forms, in its order; what is said of all of them goes into `infos`."""
    waiting: list[tuple[Any, str | None]] = [(value, None)]
    while waiting:
        one, parent = waiting.pop()
        if isinstance(one, list):
            waiting += [(item, parent) for item in reversed(one)]
        elif _is_comment(one):
            key = f"{as_text(one['locator'].get('site')) or ''} {as_text(one['locator'].get('url')) or ''}".strip()
            yield _Found(key, one, parent)
        elif isinstance(one, dict) and isinstance(one.get("comment"), dict):
            waiting += [(one.get("replies") or [], as_text(one["comment"].get("id"))), (one["comment"], parent)]
        elif isinstance(one, dict) and isinstance(one.get("comments"), list):
            waiting.append((one["comments"], parent))
            infos += [one["info"]] if isinstance(one.get("info"), dict) else []
        elif isinstance(one, dict) and "users" in one and "posts" in one:
            infos.append({})
            tally.see(["users", "posts"])
        else:
            tally.note("values that are no comments", type(one).__name__)


def _names(found: list[_Found]) -> tuple[ThreadNames, dict[str, str]]:
    """The names of the threads, and the addresses of their pages; the title is in some of the comments only."""
    titles: dict[str, str] = {}
    links: dict[str, str] = {}
    for key, comment, _ in found:
        if key not in links:
            links[key] = as_text(comment["locator"].get("url")) or ""
        if key not in titles and (title := one_line(as_text(comment.get("title")) or "")):
            titles[key] = title
    names = ThreadNames()
    for key, link in links.items():
        names.add(key, titles.get(key), link or None, key)
    return names, {key: link for key, link in links.items() if link}


def _add(
    threads: Threads, names: ThreadNames, key: str, comment: dict[str, Any], parent: str | None, links: dict[str, str], tally: Tally
) -> None:
    tally.see(name for name in comment if name not in _TAKEN)
    text, parts = text_of_html(as_text(comment.get("text")) or as_text(comment.get("orig")) or "")
    date, date_text = stated_time(as_text(comment.get("time")) or "")
    user = comment["user"] if isinstance(comment["user"], dict) else {}
    author = None if user.get("id") == "deleted" else one_line(as_text(user.get("name")) or "") or None
    own = as_text(comment["id"]) or digest(f"{date or ''}\n{text}")[:8]
    own, answers = names.own(key, own, text), as_text(comment["pid"]) or parent
    state = "deleted" if comment.get("delete") is True else None
    threads.add(key, own, answers, text, author, date, parts, state, links.get(key), date_text=date_text)


def _sum(infos: list[dict[str, Any]], name: str) -> int | None:
    numbers = [info[name] for info in infos if isinstance(info.get(name), int) and not isinstance(info[name], bool)]
    return sum(numbers) or None
