"""Who is told of an act: each area answers for its own verbs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from lienthong.kernel.acts.models import Act

Whom = Callable[[Act], Iterable[UUID]]


@dataclass
class Recipients:
    """A register of answers by the beginning of the verb; an instance, so that tests make their own."""

    answers: list[tuple[str, Whom]] = field(default_factory=list)

    def register(self, verb_prefix: str, whom: Whom) -> None:
        """Let `whom` name the accounts to tell of acts such as "tasks." or "tasks.assign"."""
        if (verb_prefix, whom) not in self.answers:
            self.answers.append((verb_prefix, whom))

    def of(self, act: Act) -> frozenset[UUID]:
        """Return the accounts to tell: everybody named, but not the one who did it."""
        named = {
            account for prefix, whom in self.answers if act.verb.startswith(prefix) for account in whom(act)
        }
        return frozenset(named - {act.account_id})


recipients = Recipients()
