"""What one look at the installation found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy

from lienthong.kernel.refusals import type_of_reason
from lienthong.kernel.ui.components import Chip, Tone

STATES: Final = {
    Tone.GOOD: gettext_lazy("Tốt"),
    Tone.WARN: gettext_lazy("Cần xem"),
    Tone.BAD: gettext_lazy("Hỏng"),
    Tone.INFO: gettext_lazy("Thông tin"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found, and what to do about it."""

    tone: Tone
    words: str
    advice: str = ""
    label: type_of_reason = ""

    @property
    def chip(self) -> Chip:
        return Chip(STATES[self.tone], self.tone)


Check = Callable[[datetime], Finding]
