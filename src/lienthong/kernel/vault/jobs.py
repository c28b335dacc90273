"""The job of this room: scanning what came while no scanner answered."""

from django.conf import settings

from lienthong.kernel.jobs.working import every
from lienthong.kernel.vault.keeping import scan_waiting


@every("*/10 * * * *", name="vault.scan_waiting")
def look_at_waiting(timestamp: int) -> None:  # noqa: ARG001 - whenever it runs, it looks at all that wait
    if settings.VAULT_SCANNER:
        scan_waiting()
