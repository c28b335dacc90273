"""What rows would change: a step for each, or what is wrong; and the mark by which just this is carried out later."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from lienthong.directory.sheets.shape import Line, Lines, Problem, Sheet
from lienthong.kernel.refusals import type_of_reason


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Step:
    """What one row does: who or what it is about, and what is so before and after, by column and in codes."""

    line: Line
    change: Change
    about: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    def in_words(self, _column: str, value: str) -> str:
        """Return what stands in a column, as its reader writes it."""
        return value

    @property
    def fixed(self) -> Sequence[str]:
        """Return what it was looked at against, in no language."""
        return ()

    @property
    def lines_of_change(self) -> list[tuple[type_of_reason, str, str]]:
        called, words = self.line.sheet.words_of, self.in_words
        return [
            (called(name), words(name, self.before.get(name, "")), words(name, value))
            for name, value in self.after.items()
        ]


S = TypeVar("S", bound=Step)


@dataclass(frozen=True)
class Plan(Generic[S]):
    """All rows: what each would do, or what is wrong. `mark` is another word as soon as anything here is."""

    lines: Lines
    sheets: Sequence[Sheet]
    steps: list[S]
    problems: list[Problem]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        counted = Counter((step.line.sheet.name, step.change) for step in self.steps)
        return {
            sheet.name: {change.value: counted[sheet.name, change] for change in Change}
            for sheet in self.sheets
        }

    @property
    def changing(self) -> list[S]:
        return [step for step in self.steps if step.change != Change.UNCHANGED]

    @cached_property
    def mark(self) -> str:
        said = [self.lines.sha256, len(self.steps), *map(_fixed, self.changing)]
        return sha256(repr(said).encode()).hexdigest()


def _fixed(step: Step) -> list[object]:
    line = step.line
    return [line.sheet.name, line.number, step.change.value, *step.fixed]
