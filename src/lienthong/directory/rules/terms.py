"""Who may hold one post beside whom: as the constraints of the table say, before anything is written."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody holds a post from `since` to before `until`; `fills` as holder or concurrently, not as acting."""

    person: Hashable
    fills: bool
    since: date | None
    until: date | None
    place: object = None

    def meets(self, other: "Term") -> bool:
        """Return whether there is a day of both."""
        return _before(self.since, other.until) and _before(other.since, self.until)


def in_the_way(term: Term, others: Iterable[Term]) -> Term | None:
    """Return the first that cannot stand beside it: the same person, a second holder, a second who is acting."""
    return next(
        (
            other
            for other in others
            if other is not term
            and term.meets(other)
            and (other.person == term.person or other.fills == term.fills)
        ),
        None,
    )


def clashes(terms: Collection[Term]) -> list[tuple[Term, Term]]:
    """Return each term that has another in its way, with the first of them."""
    found = ((term, in_the_way(term, terms)) for term in terms)
    return [(term, other) for term, other in found if other is not None]


def _before(since: date | None, until: date | None) -> bool:
    return since is None or until is None or since < until
