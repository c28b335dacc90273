"""Who is told of an act, and how much it matters to them: each area answers for its own verbs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lienthong.kernel.acts.models import Act
from lienthong.kernel.notices.models import Weight

Whom = Callable[[Act], Iterable[UUID]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom to tell of verbs that begin like this."""

    verb_prefix: str
    whom: Whom
    weight: Weight = Weight.TURN


@dataclass
class Recipients:
    """A register of answers by the beginning of the verb; an instance, so that tests make their own."""

    answers: list[Answer] = field(default_factory=list)

    def register(self, verb_prefix: str, whom: Whom, weight: Weight = Weight.TURN) -> None:
        """Let `whom` name the accounts to tell of acts such as "tasks." or "tasks.assign"."""
        answer = Answer(verb_prefix, whom, weight)
        if answer not in self.answers:
            self.answers.append(answer)

    def of(self, act: Act) -> Mapping[UUID, Weight]:
        """Return the accounts to tell, each with the greatest weight it has for them.

        Who did it is told only of what touches the safety of an account: it may not have been them.
        """
        found: dict[UUID, Weight] = {}
        for answer in self.answers:
            if act.verb.startswith(answer.verb_prefix):
                for account in answer.whom(act):
                    found[account] = max(found.get(account, answer.weight), answer.weight)
        if act.account_id in found and found[act.account_id] < Weight.SAFETY:
            del found[act.account_id]
        return found


recipients = Recipients()
