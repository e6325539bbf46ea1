"""The Jupyter coding screen: ``CodingWidget(study, coder="vb")``, or ``study.coder("vb").open()``.

Needs anywidget (``pip install 'ethnography[jupyter]'``); :mod:`coding_widget` is its one door.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnography.errors import StudyProblem

if TYPE_CHECKING:
    from ethnography.desk.desk import OpenStudy
    from ethnography.widget.coding_widget import CodingWidget

__all__ = ["Coder", "CodingWidget"]


@dataclass(frozen=True)
class Coder:
    """A coder of a study; :meth:`open` shows the coding screen. Made by ``study.coder(name)``."""

    study: OpenStudy
    name: str

    def open(self, thread: str | None = None, *, blind: bool | None = None) -> CodingWidget:
        """The coding screen, to be shown by a notebook; see :class:`CodingWidget` for `thread` and `blind`."""
        return _coding_widget()(self.study, self.name, thread=thread, blind=blind)


def _coding_widget() -> type[CodingWidget]:
    try:
        from ethnography.widget.coding_widget import CodingWidget
    except ModuleNotFoundError as error:
        advice = "Install it: pip install 'ethnography[jupyter]'. Without it, code in the terminal: ethnography review."
        raise StudyProblem("The coding screen", f"it needs the package {error.name}, which is not here", advice) from None
    return CodingWidget


def __getattr__(name: str) -> Any:
    if name == "CodingWidget":
        return _coding_widget()
    raise AttributeError(f"module 'ethnography.widget' has no attribute {name!r}")
