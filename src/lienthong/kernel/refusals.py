"""What the house says when it does not do what was asked: one family of refusals, each with its reason."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.letters import can_be_kept

type_of_reason = str | Promise
UNREADABLE = _("Có ký tự không đọc được; hãy xóa chỗ đó rồi nhập lại.")


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """The base of all refusals. `reason` is for people, `status` for HTTP; nothing was changed."""

    status: ClassVar[int] = 422

    def __init__(self, reason: type_of_reason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


class NotAllowed(Refused):
    """The actor has no power to do this here."""

    status = 403


class Missing(Refused):
    """Not there, or not for this reader: a stranger's case is a 404."""

    status = 404

    def __init__(self, reason: type_of_reason = "") -> None:
        super().__init__(reason or _("Không tìm thấy nội dung này."))


class WrongMethod(Refused):
    """The address is there, but does not take what was sent in this way."""

    status = 405

    def __init__(self, reason: type_of_reason = "") -> None:
        super().__init__(
            reason or _("Địa chỉ này không nhận cách gửi vừa dùng. Hãy mở lại trang và làm từ đó.")
        )


class TooLarge(Refused):
    """More was sent at once than anything here needs; it was not read."""

    status = 413

    def __init__(self, reason: type_of_reason = "") -> None:
        super().__init__(reason or _("Nội dung gửi lên quá lớn; hãy gửi ít tệp hơn trong một lần."))


class StepUp(Refused):
    """The power is there; what is missing is a proof of who one is, shown a short while ago."""

    status = 403


class WrongState(Refused):
    """The work is not in a state in which this can be done."""

    status = 409


class Stale(WrongState):
    """Somebody else acted since the page was read; `changes` are the acts the reader has not seen."""

    def __init__(self, reason: type_of_reason, changes: list[Any] | None = None) -> None:
        super().__init__(reason)
        self.changes = changes or []


class AlreadyDone(Refused):
    """The same form was sent twice: the first sending counted, `act_id` names its act."""

    status = 200

    def __init__(self, act_id: UUID) -> None:
        super().__init__(_("Thao tác này đã được ghi nhận."))
        self.act_id = act_id


class Invalid(Refused):
    """What was entered cannot be right; `field` says where."""

    status = 422

    def __init__(self, reason: type_of_reason, *, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's answer. The same reason reaches the disabled button, the 403 page and the record."""

    allowed: bool
    reason: type_of_reason = field(default="")
    kind: type[Refused] = NotAllowed

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def offered(self) -> bool:
        """Whether to show the way there: a proof that is missing is asked for on it."""
        return self.allowed or issubclass(self.kind, StepUp)

    def or_raise(self) -> Self:
        if not self.allowed:
            raise self.kind(self.reason)
        return self


def allow() -> Verdict:
    return Verdict(allowed=True)


def deny(reason: type_of_reason, kind: type[Refused] = NotAllowed) -> Verdict:
    return Verdict(allowed=False, reason=reason, kind=kind)


def must_say(text: str, reason: type_of_reason, field: str) -> str:
    """Return the text without spaces around it; refused when nothing is left, or what cannot be kept."""
    said = text.strip()
    if not said:
        raise Invalid(reason, field=field)
    if not can_be_kept(said):
        raise Invalid(UNREADABLE, field=field)
    return said
