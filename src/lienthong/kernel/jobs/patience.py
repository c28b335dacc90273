"""How a job that failed is tried again: soon at first, then more and more rarely, for about a working day."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from lienthong.kernel.refusals import Refused

MOST_ATTEMPTS = 12
WAITS = (5, 15, 45, 135, 405, 1215, 3600)


def wait_after(attempts: int) -> int:
    """Return the seconds to wait after so many earlier attempts; at most an hour."""
    return WAITS[min(attempts, len(WAITS) - 1)]


class Patience(BaseRetryStrategy):  # type: ignore[misc]  # the library is untyped here
    """Try again after every failure but a refusal, which would be the same tomorrow."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Refused) or job.attempts >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": wait_after(job.attempts)})


PATIENCE = Patience()
