"""What is asked of pygamma-agreement and what becomes of its answer, by a stand-in; the real one: ``test_gamma_itself.py``."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from ethnography import agreement as a
from ethnography.errors import StudyProblem, TooLittle

PAIR = [("Ann", "x", 2, 10), ("Bo", "y", 4, 10), ("Bo", "x", 6, 14)]


@dataclass
class Unitary:
    nb_units: int


@dataclass
class Alignment:
    disorder: float
    by_code: float
    units: list[Unitary]

    def __iter__(self) -> Any:
        return iter(self.units)

    def gamma_k_disorder(self, dissimilarity: Any, category: None) -> float:
        return self.by_code


@dataclass
class Stand:
    """What was asked, and what is to be answered."""

    best: Alignment = field(default_factory=lambda: Alignment(0.5, 0.2, [Unitary(1), Unitary(2)]))
    chance: list[Alignment] = field(default_factory=lambda: [Alignment(1.0, 0.25, []), Alignment(3.0, 0.75, [])])
    coders: list[str] = field(default_factory=list)
    added: list[tuple[str, tuple[float, float], str]] = field(default_factory=list)
    asked: dict[str, Any] = field(default_factory=dict)
    drawn: list[float] = field(default_factory=list)


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    made = Stand()

    class Continuum:
        def add_annotator(self, name: str) -> None:
            made.coders.append(name)

        def add(self, coder: str, segment: tuple[float, float], code: str) -> None:
            made.added.append((coder, segment, code))

        def compute_gamma(self, dissimilarity: Any, *, n_samples: int, sampler: str) -> Any:
            made.asked |= {"weights": dissimilarity, "samples": n_samples, "sampler": sampler, "length": self.bound_sup}  # type: ignore[attr-defined]
            made.drawn.append(float(np.random.uniform()))
            answer = ModuleType("answer")
            answer.best_alignment, answer.chance_alignments = made.best, made.chance  # type: ignore[attr-defined]
            return answer

    package, core = ModuleType("pygamma_agreement"), ModuleType("pyannote.core")
    package.Continuum = Continuum  # type: ignore[attr-defined]
    package.CombinedCategoricalDissimilarity = lambda **weights: weights  # type: ignore[attr-defined]
    package.ShuffleContinuumSampler = lambda: "shuffled"  # type: ignore[attr-defined]
    package.StatisticalContinuumSampler = lambda: "statistical"  # type: ignore[attr-defined]
    core.Segment = lambda start, end: (start, end)  # type: ignore[attr-defined]
    for name, module in (("pygamma_agreement", package), ("pyannote", ModuleType("pyannote")), ("pyannote.core", core)):
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_what_is_asked_and_answered(stand: Stand) -> None:
    found = a.gamma_agreement(PAIR, length=20, seed=7, samples=2)
    assert found == a.Agreement("gamma", 0.75, 0.5, 2.0, 3, 2, "", "disagreement", 7, 2)
    assert stand.asked == {
        "weights": {"alpha": 3, "beta": 1, "delta_empty": 1}, "samples": 2, "sampler": "shuffled", "length": 20.0,
    }  # fmt: skip
    assert stand.coders == ["000000", "000001"]
    assert [(coder, place) for coder, place, _ in stand.added] == [
        ("000000", (2.0, 10.0)), ("000001", (4.0, 10.0)), ("000001", (6.0, 14.0)),
    ]  # fmt: skip
    first, other, again = (code for _, _, code in stand.added)
    assert first == again != other
    a.gamma_agreement(PAIR, length=20, sampler="statistical")
    assert stand.asked["sampler"] == "statistical"
    assert a.gamma_agreement(PAIR, length=20, kind="gamma_cat").value == pytest.approx(1 - 0.2 / 0.5)


def test_names_and_order_change_nothing(stand: Stand) -> None:
    a.gamma_agreement(PAIR, length=20)
    swap = {"Ann": "Zoe", "Bo": "Abe"}
    before, stand.added = sorted(stand.added), []
    a.gamma_agreement([(swap[coder], {"x": 2, "y": 1}[code], start, end) for coder, code, start, end in PAIR[::-1]], length=20)
    assert sorted(stand.added) == before


def test_the_seed_decides_and_disturbs_nobody(stand: Stand) -> None:
    np.random.seed(1)
    before = np.random.uniform()
    for seed in (3, 3, 4):
        np.random.seed(1)
        a.gamma_agreement(PAIR, length=20, seed=seed)
        assert np.random.uniform() == before
    assert stand.drawn[0] == stand.drawn[1] != stand.drawn[2]


def test_undefined_has_its_reason(stand: Stand) -> None:
    assert "nobody has a segment" in a.gamma_agreement([], length=20, coders=["Ann", "Bo"]).reason
    one_code = a.gamma_agreement([("Ann", "x", 0, 3), ("Bo", "x", 0, 3)], length=20, kind="gamma_cat")
    assert one_code.value is None
    assert "one code only" in one_code.reason
    stand.best = Alignment(1.0, 0.0, [Unitary(1), Unitary(1)])
    apart = a.gamma_agreement(PAIR, length=20, kind="gamma_cat")
    assert (apart.value, apart.observed) == (None, None)
    assert "aligned" in apart.reason
    stand.chance = [Alignment(0.0, 0.0, [])]
    nothing = a.gamma_agreement(PAIR, length=20)
    assert nothing.value is None
    assert "nothing to disagree about" in nothing.reason


def test_what_makes_no_sense(stand: Stand) -> None:
    with pytest.raises(TooLittle, match="1 coder"):
        a.gamma_agreement([("Ann", "x", 0, 5)], length=10)
    with pytest.raises(ValueError, match="outside"):
        a.gamma_agreement([("Ann", "x", 0, 50), ("Bo", "x", 0, 1)], length=10)
    with pytest.raises(ValueError, match="is empty"):
        a.gamma_agreement([("Ann", "x", 3, 3), ("Bo", "x", 0, 1)], length=10)
    with pytest.raises(ValueError, match="gamma_cat"):
        a.gamma_agreement(PAIR, length=20, kind="gamma_k")
    with pytest.raises(ValueError, match="shuffle, statistical"):
        a.gamma_agreement(PAIR, length=20, sampler="dice")
    with pytest.raises(ValueError, match="1 at least"):
        a.gamma_agreement(PAIR, length=20, samples=0)


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    with pytest.raises(StudyProblem, match=r"needs the package pygamma_agreement.*pip install 'ethnography\[gamma\]'"):
        a.gamma_agreement(PAIR, length=20)
