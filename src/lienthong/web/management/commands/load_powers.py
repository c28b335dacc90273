"""`load_powers`: make the powers of profiles and the law's rules of signing those of this program, each as one act."""

from typing import Any

from django.core.management.base import BaseCommand

from lienthong.access.loading import load_capabilities
from lienthong.access.powers.loading import load_signing_rules
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Installation
from lienthong.kernel.acts.moments import now


class Command(BaseCommand):
    help = "Load the tables of powers; does nothing where they are loaded, or where no installation was made."

    def handle(self, *_words: Any, **_options: Any) -> None:
        if not Installation.objects.exists():
            return
        changed = load_capabilities(by=SYSTEM, at=now()) + load_signing_rules(by=SYSTEM, at=now())
        print(f"{changed} rows of powers changed.")
