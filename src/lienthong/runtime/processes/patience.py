"""How long to wait before a child that ended is started again."""

from dataclasses import dataclass

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0
SETTLED_SECONDS = 60.0


@dataclass
class Patience:
    """Doubles the wait while a child keeps ending early, and forgets once one has run for a minute."""

    wait: float = FIRST_SECONDS

    def after_running(self, seconds: float) -> float:
        """Return how many seconds to wait now, the child having run for so long."""
        if seconds >= SETTLED_SECONDS:
            self.wait = FIRST_SECONDS
        now, self.wait = self.wait, min(self.wait * 2, LONGEST_SECONDS)
        return now
