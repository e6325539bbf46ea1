"""Codebooks as YAML files: read with every mistake reported at once and by line, digest and version told apart."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ethnography.codebook.nouns import STATUSES, Code, Codebook
from ethnography.codebook.rules import RULE_KEYS, SPREADS, WITHIN, Near, Rule, regex_mistake, term_mistake
from ethnography.corpus import PART_KINDS
from ethnography.errors import BadFile, Mistake, UnreadableSource

BOOK_KEYS = ("name", "version", "description", "codes")
TEXT_KEYS = ("brief", "definition", "use", "avoid", "color", "status", "merged_into", "parent", "name")
LIST_KEYS = ("examples", "typical", "atypical", "near_miss")
CODE_KEYS = ("id", *TEXT_KEYS, *LIST_KEYS, "codable", "rules", "codes")


def read_codebook(path: str | Path) -> Codebook:
    """The codebook in a YAML file.

    A code may hold its children in ``codes:`` or name its ``parent:``. Raises ``BadFile`` with every mistake and its line
    (unknown key, duplicate id, missing parent, bad pattern, …), ``UnreadableSource`` where there is no such file.
    """
    try:
        text = Path(path).read_text("utf-8")
    except FileNotFoundError:
        raise UnreadableSource(path, "there is no such codebook", "Check the name, or copy one of codebooks/*.yaml.") from None
    except (UnicodeDecodeError, IsADirectoryError) as error:
        raise UnreadableSource(path, f"it is not a UTF-8 text file ({error})", "Save it as UTF-8.") from None
    return parse_codebook(text, str(path))


def parse_codebook(text: str, where: str = "codebook") -> Codebook:
    """The codebook in a YAML text; see :func:`read_codebook`.

    >>> book = parse_codebook("version: '1'\\ncodes:\\n- id: trust\\n  rules:\\n  - terms: [trust*]\\n")
    >>> book.code("trust").rules[0].terms
    ('trust*',)
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(where, [Mistake(mark.line + 1 if mark else None, error.problem or "not YAML")], "codebook") from None
    except YAMLError as error:  # a control character, say
        raise BadFile(where, [Mistake(None, " ".join(str(error).split()))], "codebook") from None
    reader = _Reader()
    book = reader.book(data, where)
    if reader.mistakes:
        raise BadFile(where, reader.mistakes, "codebook")
    return book


class _Reader:
    """Walks the YAML once, collecting mistakes; what it returns is good only if there are none."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.lines: dict[str, int | None] = {}
        self.codes: list[Code] = []

    def say(self, line: int | None, message: str) -> None:
        self.mistakes.append(Mistake(line, message))

    def book(self, data: Any, where: str) -> Codebook:
        if not isinstance(data, dict):
            self.say(1, "a codebook is a mapping with name, version and codes")
            return Codebook("", "", ())
        self.keys(data, BOOK_KEYS, "a codebook")
        name = self.text(data, "name") or Path(where).stem
        version = self.text(data, "version")
        if not version:
            self.say(1, "version is missing; write version: '1.0'")
        self.children(data, None)
        self.links()
        return Codebook(name, version, tuple(self.codes), self.text(data, "description"), Path(where).name)

    # codes

    def code(self, entry: Any, parent: str | None) -> None:
        line = _line(entry)
        self.keys(entry, CODE_KEYS, "a code")
        id = self.text(entry, "id")
        if not id:
            self.say(line, "a code has no id")
            return
        if id in self.lines:
            self.say(line, f"the id {id!r} is already used in line {self.lines[id]}")
            return
        self.lines[id] = line
        status = self.text(entry, "status") or "active"
        if status not in STATUSES:
            self.say(_line(entry, "status"), f"status {status!r} is none of {', '.join(STATUSES)}")
        if status == "merged" and not entry.get("merged_into"):
            self.say(_line(entry, "status"), f"code {id!r} is merged but does not say merged_into")
        rules = tuple(self.rule(rule, id, n) for n, rule in enumerate(self.items(entry, "rules", required=False), 1))
        codable = entry.get("codable", True)
        if not isinstance(codable, bool):
            self.say(_line(entry, "codable"), "codable is true or false")
        if codable is False and rules:
            self.say(rules[0].line, f"code {id!r} only groups others (codable: false), so its rules have nothing to suggest")
        self.codes.append(Code(
            id=id, name=self.text(entry, "name") or id.replace("_", " ").capitalize(),
            parent=self.text(entry, "parent") or parent, color=self.text(entry, "color") or None, status=status,
            merged_into=self.text(entry, "merged_into") or None, codable=bool(codable), rules=rules,
            brief=self.text(entry, "brief"), definition=self.text(entry, "definition"), use=self.text(entry, "use"),
            avoid=self.text(entry, "avoid"), examples=self.strings(entry, "examples"), typical=self.strings(entry, "typical"),
            atypical=self.strings(entry, "atypical"), near_miss=self.strings(entry, "near_miss"),
        ))  # fmt: skip
        self.children(entry, id)

    def children(self, data: Any, parent: str | None) -> None:
        for place, entry in enumerate(self.items(data, "codes", required=parent is None)):
            if isinstance(entry, dict):
                self.code(entry, parent)
            else:
                line = _item_line(data["codes"], place)
                self.say(line, f"a code is a mapping with at least an id, not {entry!r}")

    def links(self) -> None:
        parents = {code.id: code.parent for code in self.codes}
        for code in self.codes:
            line = self.lines[code.id]
            for key, target in (("parent", code.parent), ("merged_into", code.merged_into)):
                if target is not None and target not in parents:
                    self.say(line, f"{key} of {code.id!r}: there is no code {target!r}{_near(target, parents)}")
            above, at = {code.id}, code.parent
            while at in parents:
                if at in above:
                    self.say(line, f"the parents of {code.id!r} run in a circle")
                    break
                above.add(at)
                at = parents[at]

    # rules

    def rule(self, entry: Any, code: str, number: int) -> Rule:
        name = f"{code}.{number}"
        if not isinstance(entry, dict):
            self.say(None, f"rule {name} is not a mapping (terms:, regex:, near: …)")
            return Rule(name, code)
        line = _line(entry)
        self.keys(entry, RULE_KEYS, "a rule")
        terms = self.strings(entry, "terms", term_mistake)
        regex = self.strings(entry, "regex", regex_mistake)
        near = self.near(entry, "near", "all")
        if not (terms or regex or near):
            self.say(line, f"rule {name} has neither terms, regex nor near")
        spread = self.text(entry, "spread") or "match"
        if spread not in SPREADS:
            self.say(_line(entry, "spread"), f"spread {spread!r} is none of {', '.join(SPREADS)}")
        parts = self.strings(entry, "parts")
        for part in parts:
            if part not in PART_KINDS:
                self.say(_line(entry, "parts"), f"parts: {part!r} is none of {', '.join(PART_KINDS)}")
        return Rule(
            self.text(entry, "id") or name, code, terms, regex, near, self.strings(entry, "not", term_mistake),
            self.near(entry, "unless", "terms"), spread, parts, line,
        )  # fmt: skip

    def near(self, entry: Any, key: str, inside: str) -> Near | None:
        if key not in entry:
            return None
        data, line = entry[key], _line(entry, key)
        if not isinstance(data, dict):
            self.say(line, f"{key} is a mapping with {inside} and within")
            return None
        self.keys(data, (inside, "within"), key)
        listed = data.get(inside)
        groups = [listed] if inside == "terms" else listed
        words, unit = self.within(data, line, key)
        if not isinstance(groups, list) or (inside == "all" and len(groups) < 2):
            self.say(line, f"{key}: {inside} is a list" + (" of at least two lists of terms" if inside == "all" else " of terms"))
            return None
        return Near(tuple(self.strings({inside: group}, inside, term_mistake, line) for group in groups), words, unit)

    def within(self, data: Any, line: int | None, key: str) -> tuple[int | None, str | None]:
        within = str(data.get("within", "sentence")).strip()
        if within in WITHIN:
            return None, within
        number, _, word = within.partition(" ")
        if number.isdigit() and int(number) > 0 and word in ("word", "words"):
            return int(number), None
        self.say(line, f"{key}: within {within!r} is neither '5 words' nor one of {', '.join(WITHIN)}")
        return None, "sentence"

    # pieces

    def keys(self, data: Any, known: tuple[str, ...], what: str) -> None:
        for key in data:
            if key not in known:
                self.say(_line(data, key), f"unknown key {key!r} in {what}{_near(str(key), known)}")

    def text(self, data: Any, key: str) -> str:
        value = data.get(key)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            self.say(_line(data, key), f"{key} is a text, not a list or mapping")
            return ""
        return str(value).strip()

    def items(self, data: Any, key: str, required: bool = True) -> list[Any]:
        value = data.get(key)
        if isinstance(value, list):
            return value
        if value is not None or required:
            self.say(_line(data, key), f"{key} is a list")
        return []

    def strings(
        self, data: Any, key: str, mistake: Callable[[str], str | None] | None = None, line: int | None = None
    ) -> tuple[str, ...]:
        value = data.get(key)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        found = []
        for place, item in enumerate(listed):
            at = _item_line(value, place) or _line(data, key) or line
            if isinstance(item, (dict, list)) or item is None:
                self.say(at, f"{key}: {item!r} is not a text")
                continue
            found.append(str(item).strip())
            if mistake and (problem := mistake(found[-1])):
                self.say(at, problem)
        return tuple(found)


def _line(data: Any, key: str | None = None) -> int | None:
    """The line (from 1) of a YAML mapping, or of one of its keys."""
    marks = getattr(data, "lc", None)
    if marks is None:
        return None
    if key is not None and marks.data and key in marks.data:
        return int(marks.data[key][0]) + 1
    return None if marks.line is None else int(marks.line) + 1


def _item_line(data: Any, place: int) -> int | None:
    marks = getattr(data, "lc", None)
    if marks is None or not marks.data or place not in marks.data:
        return None
    return int(marks.data[place][0]) + 1


def _near(word: str, known: Any) -> str:
    close = get_close_matches(word, [str(name) for name in known], n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
