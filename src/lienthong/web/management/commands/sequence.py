import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from lienthong.kernel.acts.ledger.running import run


class Command(BaseCommand):
    help = "Give acts their positions and sign heads of the ledger, until told to stop (SIGTERM, SIGINT)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stopping = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        self.stdout.write("Bộ ghi nhật ký đang chạy.")
        self.stdout.flush()
        run(stopping)
