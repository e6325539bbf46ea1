"""XML that is not well-formed, read as what it was meant to be: each thing mended is noted with its line.

A reader of its own instead of libxml2's recovery, which closes whatever is open at any end tag: one ``<br>`` that nobody escaped
and every later post would stand inside the one before. Here an end tag closes its own element, and whatever is still open in it.
Nothing is expanded, nothing is fetched, and the time taken grows with the length of the file and not faster.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from ethnography.errors import UnreadableSource
from ethnography.formats.xml_tree.nodes import Builder, Names, Node, Problems

_ROOT = re.compile(r"<\?xml\b|<!DOCTYPE\s+(?!html)|<(?:[\w-]{1,20}:)?(?:rss|feed|disqus|RDF)\b")
_START_TAG = re.compile(r"""<(?P<name>[^\W\d][\w.:-]*+)(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_LOOSE_TAG = re.compile(r"<(?P<name>[^\W\d][\w.:-]*+)(?P<rest>\s[^<>]*+)>")
_END_TAG = re.compile(r"</(?P<name>[^\W\d][\w.:-]*+)\s*+>")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])(?P<name>[^\s=/"'<>]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")
_REFERENCE = re.compile(r"&(?:#(?P<number>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{0,31}));|&")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_VOID = frozenset({"br", "hr", "img", "wbr", "area", "col"})
_IMPLIED = frozenset({"p", "li", "tr", "td", "th", "dt", "dd"})
_OUTER = frozenset({"item", "entry", "post"})
"""Elements that stand in nothing but the root or the channel."""
_LONGEST_TAG = 100_000


def mended(where: str, text: str, problems: Problems) -> Iterator[Node]:
    """The same nodes as of a well-formed file. Raises ``UnreadableSource`` where no element is found, and ``TooDeep``."""
    mender = _Mender(where, _printable(text, problems), problems)
    yield from mender.nodes()
    if not mender.seen:
        raise UnreadableSource(where, "it has no XML element", "Export or download it again.")


def _printable(text: str, problems: Problems) -> str:
    """The text without characters that XML cannot hold."""
    if _CONTROL.search(text):
        for number, line in enumerate(text.split("\n"), 1):
            if _CONTROL.search(line):
                problems.note("control characters were left out", number)
        text = _CONTROL.sub("", text)
    return text.removeprefix("\ufeff")


class _Mender:
    def __init__(self, where: str, text: str, problems: Problems) -> None:
        self.where, self.text, self.problems = where, text, problems
        self.builder, self.names = Builder(), Names()
        self.uris: dict[str, str] = {"xml": ""}
        self.stack: list[str] = []
        self.opened: list[int] = []
        self.count: Counter[str] = Counter()
        self.place, self.line, self.counted = 0, 1, 0
        self.exhausted: set[str] = set()
        self.seen = False

    def note(self, kind: str) -> None:
        self.problems.note(kind, self.at())

    def at(self) -> int:
        """The line of the place reached; the newlines are counted once."""
        self.line += self.text.count("\n", self.counted, self.place)
        self.counted = max(self.counted, self.place)
        return self.line

    def nodes(self) -> Iterator[Node]:
        first = _ROOT.search(self.text, 0, 20_000)
        begin = first.start() if first else max(self.text.find("<"), 0)
        if before := len(self.text[:begin].strip()):
            self.note(f"{before} character{'s' * (before != 1)} before the first tag {'was' if before == 1 else 'were'} left out")
        self.place = begin
        while self.place < len(self.text):
            sign = self.text.find("<", self.place)
            end = len(self.text) if sign < 0 else sign
            if end > self.place:
                self.words(self.text[self.place : end])
                self.place = end
            if sign >= 0:
                self.place = self.tag(sign)
            if self.builder.done:
                yield from self.builder.take()
        if self.stack and self.seen:
            self.note(f"the file ends inside <{self.stack[-1]}>; it may be cut off")
        while self.stack:
            self.close()
        yield from self.builder.take()

    def words(self, raw: str) -> None:
        """Text between tags; outside the root only white space is expected."""
        if not self.stack:
            if raw.strip():
                self.note("text outside the root element was left out")
        else:
            self.builder.data(_REFERENCE.sub(self.character, raw) if "&" in raw else raw)

    def character(self, found: re.Match[str]) -> str:
        """What a reference stands for; entities that the file declares itself are never expanded."""
        if found["name"] in _XML:
            return _XML[found["name"]]
        if found["number"] or found["hex"]:
            number = int(found["number"]) if found["number"] else int(found["hex"], 16)
            letter = chr(number) if number <= 0x10FFFF else "\ufffd"
            return "" if _CONTROL.match(letter) else letter
        if found["name"] and (letter := html5.get(f"{found['name']};", "")):
            self.note("entities of HTML, which XML does not know, were read as HTML's")
            return letter
        self.note(f"&{found['name']}; is not known and stands as written" if found["name"] else "an & begins no entity")
        return found[0]

    def tag(self, sign: int) -> int:
        """Read what begins with the ``<`` at `sign`; the place after it."""
        after = self.text[sign + 1 : sign + 2]
        if after == "/":
            return self.end_tag(sign)
        if after == "!":
            return self.declaration(sign)
        if after == "?":
            end = self.find("?>", sign)
            return end + 2 if end >= 0 else sign + 2
        found = _START_TAG.match(self.text, sign) or _LOOSE_TAG.match(self.text, sign)
        if found and _is_tag(found["rest"]) and len(found[0]) <= _LONGEST_TAG:
            self.start_tag(found["name"], found["rest"])
            return found.end()
        self.note("a < begins no tag")
        self.builder.data("<")
        return sign + 1

    def find(self, closing: str, sign: int) -> int:
        """Where `closing` stands next, -1 if nowhere; a search that failed once is not made again."""
        place = -1 if closing in self.exhausted else self.text.find(closing, sign)
        if place < 0:
            self.exhausted.add(closing)
        return place

    def declaration(self, sign: int) -> int:
        if self.text.startswith("<![CDATA[", sign):
            end = self.find("]]>", sign)
            if end >= 0:
                if self.stack:
                    self.builder.data(self.text[sign + 9 : end])
                return end + 3
            self.note("a CDATA section does not end")
            end = self.text.find(f"</{self.stack[-1]}", sign) if self.stack else -1
            end = end if end >= 0 else len(self.text)
            self.builder.data(self.text[sign + 9 : end])
            return end
        if self.text.startswith("<!--", sign):
            end = self.find("-->", sign)
            if end < 0:
                self.note("a comment does not end")
            return end + 3 if end >= 0 else sign + 4
        return self.document_type(sign)

    def document_type(self, sign: int) -> int:
        """Pass over a document type with everything in it; one that declares entities is told."""
        if self.stack:
            self.note("a declaration inside the root element was left out")
        end = self.text.find(">", sign)
        if end < 0:
            return len(self.text)
        subset = self.text.find("[", sign, end)
        if subset >= 0 and not self.stack:
            closing = self.find("]>", subset)
            if closing < 0:
                closing = self.find("]", subset)
            if closing >= 0:
                end = self.text.find(">", closing)
            if "<!ENTITY" in self.text[subset : max(end, subset)]:
                self.note("it declares entities of its own, which were not expanded")
        return end + 1 if end >= 0 else len(self.text)

    def start_tag(self, name: str, rest: str) -> None:
        if self.seen and not self.stack:
            self.note("another root element begins")
        self.seen = True
        self.close_before(name)
        rest = rest.strip()
        attributes = self.attributes(rest.removesuffix("/"))
        self.builder.start(self.known(name), {self.known(key, of_attribute=True): value for key, value in attributes.items()})
        if rest.endswith("/") or name.lower() in _VOID:
            self.builder.end()
        else:
            self.stack.append(name)
            self.opened.append(self.place)
            self.count[name] += 1

    def attributes(self, rest: str) -> dict[str, str]:
        """The attributes of a tag as they are written; declarations of prefixes are kept apart."""
        found = {}
        for match in _ATTRIBUTE.finditer(rest):
            value = next(group for group in match.groups()[1:] if group is not None)
            if match[4] is not None:
                self.note(f"the attribute {match['name'][:40]} has no quotation marks")
            if match["name"] in found:
                self.note(f"the attribute {match['name'][:40]} stands twice")
            if match["name"].startswith("xmlns"):
                self.uris.setdefault(match["name"][6:], value)
            else:
                found[match["name"]] = _REFERENCE.sub(self.character, value) if "&" in value else value
        return found

    def close_before(self, name: str) -> None:
        """Close what cannot hold the element that begins: its end tag is missing."""
        top = len(self.builder.containers)
        inside = len(self.stack) > top
        if inside and (name in _OUTER or (name == "thread" and self.stack[top] == name)):
            self.note(f"<{self.stack[top][:40]}> is not closed before the next <{name}>")
            while len(self.stack) > top:
                self.close()
        elif name == "wp:comment" and self.count[name]:
            self.note(f"<{name}> is not closed before the next <{name}>")
            self.close_down_to(name)
        elif name in _IMPLIED and self.stack and self.stack[-1] == name:
            self.close()

    def known(self, name: str, of_attribute: bool = False) -> str:
        """The name as readers know it; an undeclared prefix is taken as the one it is usually."""
        prefix, colon, local = name.rpartition(":")
        if of_attribute and not colon:
            return name
        if prefix and prefix not in self.uris:
            self.note(f"the prefix {prefix[:40]}: is not declared")
            self.uris[prefix] = ""
        return self.names.name(self.uris.get(prefix), prefix, local)

    def end_tag(self, sign: int) -> int:
        found = _END_TAG.match(self.text, sign)
        if not found:
            self.note("a < begins no tag")
            self.builder.data("<")
            return sign + 1
        name = found["name"]
        if not self.count[name]:
            if name.lower() not in _VOID:
                self.note(f"</{name[:40]}> closes nothing")
        elif self.stack[-1] == name:
            self.close()
        else:
            self.note(f"<{self.stack[-1][:40]}> is not closed before </{name[:40]}>")
            self.close_down_to(name)
        return found.end()

    def close_down_to(self, name: str) -> None:
        while self.count[name] and self.stack[-1] != name:
            self.close()
        self.close()

    def close(self) -> None:
        self.count[self.stack.pop()] -= 1
        self.opened.pop()
        self.builder.end()


def _is_tag(rest: str) -> bool:
    """Whether what follows a name makes it a tag: nothing, a slash, or attributes; not the rest of an address or a sentence."""
    if rest in ("", "/"):
        return True
    return rest[0].isspace() and ("=" in rest or rest.strip() in ("", "/"))
