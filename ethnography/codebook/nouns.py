"""``Code`` and ``Codebook``: labels with their definitions, in a tree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ethnography.codebook.rules import Rule
from ethnography.errors import UnknownId

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("active", "proposed", "retired", "merged")


@dataclass(frozen=True, slots=True)
class Code:
    """A label with its definition and criteria.

    `brief`, `definition`, `use`, `avoid` and `examples` are the parts of a code named by MacQueen et al. (1998, Cultural
    Anthropology Methods 10(2), 31-36); `typical`, `atypical` and `near_miss` are the exemplars of Saldaña (The Coding
    Manual for Qualitative Researchers). `codable` is False for a code that only groups others (REFI-QDA ``isCodable``).
    """

    id: str
    name: str
    parent: str | None = None
    brief: str = ""
    definition: str = ""
    use: str = ""
    avoid: str = ""
    examples: tuple[str, ...] = ()
    typical: tuple[str, ...] = ()
    atypical: tuple[str, ...] = ()
    near_miss: tuple[str, ...] = ()
    color: str | None = None
    status: str = "active"
    merged_into: str | None = None
    codable: bool = True
    rules: tuple[Rule, ...] = field(default=(), compare=True)


@dataclass(frozen=True)
class Codebook:
    """The tree of codes, in the order of the file. Read one with :func:`ethnography.codebook.read_codebook`."""

    name: str
    version: str
    codes: tuple[Code, ...]
    description: str = ""
    source: str = ""

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _children(self) -> dict[str | None, tuple[str, ...]]:
        children: dict[str | None, list[str]] = {}
        for code in self.codes:
            children.setdefault(code.parent, []).append(code.id)
        return {parent: tuple(ids) for parent, ids in children.items()}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that the codebook says (not of its layout or comments), 64 hexadecimal digits."""
        codes = [asdict(code) | {"rules": [asdict(rule) | {"line": None} for rule in code.rules]} for code in self.codes]
        said = json.dumps([self.name, self.version, self.description, codes], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def code(self, id: str) -> Code:
        """The code with this id. Raises ``UnknownId``."""
        if id not in self._by_id:
            raise UnknownId("code", id, self._by_id, f"codebook {self.name}")
        return self._by_id[id]

    def children(self, id: str | None = None) -> tuple[str, ...]:
        """Ids of the codes directly under this one; of the top codes for None."""
        return self._children.get(id, ())

    def descendants(self, id: str) -> tuple[str, ...]:
        """Ids of all codes under this one, itself first."""
        below = [id]
        for child in self.children(self.code(id).id):
            below.extend(self.descendants(child))
        return tuple(below)

    def depth(self, id: str) -> int:
        """How many codes stand above this one (0 for a top code)."""
        parent = self.code(id).parent
        return 0 if parent is None else 1 + self.depth(parent)

    def walk(self) -> Iterator[tuple[int, Code]]:
        """All codes with their depth, each parent before its children."""

        def under(parent: str | None, depth: int) -> Iterator[tuple[int, Code]]:
            for id in self.children(parent):
                yield depth, self._by_id[id]
                yield from under(id, depth + 1)

        return under(None, 0)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all codes that may be suggested: active or proposed ones."""
        return tuple(rule for code in self.codes if code.status in ("active", "proposed") for rule in code.rules)

    def to_frame(self) -> pd.DataFrame:
        """One row a code in tree order, index ``code``: ``name, parent, depth, brief, definition, use, avoid, status, rules``."""
        import pandas as pd

        rows = [
            {"code": code.id, "name": code.name, "parent": code.parent, "depth": depth, "brief": code.brief,
             "definition": code.definition, "use": code.use, "avoid": code.avoid, "status": code.status, "rules": len(code.rules)}
            for depth, code in self.walk()
        ]  # fmt: skip
        columns = ["code", "name", "parent", "depth", "brief", "definition", "use", "avoid", "status", "rules"]
        return pd.DataFrame(rows, columns=columns).set_index("code")
