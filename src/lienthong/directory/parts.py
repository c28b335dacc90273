"""Parts of the pages of the directory that the design system does not have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lienthong.kernel.refusals import type_of_reason


@dataclass(frozen=True, slots=True)
class Several:
    """Several parts in one cell, one below the other."""

    parts: Sequence[object]

    def __str__(self) -> str:
        return "; ".join(str(part) for part in self.parts)

    def __html__(self) -> SafeString:
        return format_html_join(SafeString("<br>"), "{}", ((part,) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Struck:
    """What was believed once."""

    words: str

    def __str__(self) -> str:
        return self.words

    def __html__(self) -> SafeString:
        return format_html("<s>{}</s>", self.words)


@dataclass(frozen=True, slots=True)
class Table:
    """A small table of a page, cards on a phone. The first column is the main one; `numbers` ends the last."""

    key: str
    title: type_of_reason
    heads: Sequence[type_of_reason]
    cells: Sequence[Sequence[object]]
    numbers: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells)

    @property
    def columns(self) -> list[tuple[type_of_reason, str]]:
        return [(head, self._look(place)) for place, head in enumerate(self.heads)]

    @property
    def rows(self) -> Iterator[list[tuple[type_of_reason, str, object]]]:
        for cells in self.cells:
            named = zip(self.columns, cells, strict=True)
            yield [(head, look, value) for (head, look), value in named]

    def _look(self, place: int) -> str:
        if place == 0:
            return "main"
        return "end" if self.numbers and place == len(self.heads) - 1 else ""
