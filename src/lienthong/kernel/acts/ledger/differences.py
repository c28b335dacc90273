"""What verification finds, in words that name the act: what was done, by whom, when, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.verbs import verbs


class Kind(StrEnum):
    """What can be wrong."""

    POSITION_MISSING = "position_missing"
    ACT_DELETED = "act_deleted"
    ACT_CHANGED = "act_changed"
    ACT_UNPLACED = "act_unplaced"
    PLACED_TWICE = "placed_twice"
    PERSONAL_CHANGED = "personal_changed"
    PERSONAL_GONE = "personal_gone"
    PERSONAL_STAYS = "personal_stays"
    ROOT_DIFFERS = "root_differs"
    HEAD_UNSIGNED = "head_unsigned"
    SHORTER = "shorter"
    PUBLISHED_DIFFERS = "published_differs"
    PUBLISHED_SHORTER = "published_shorter"
    PUBLISHED_UNREADABLE = "published_unreadable"
    PUBLISHED_LOST = "published_lost"
    OTHER_LOG = "other_log"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was recorded; `reason` is the sentence for people."""

    kind: Kind
    reason: str
    position: int | None = None
    act_id: UUID | None = None


def about(kind: Kind, act: Act, position: int | None) -> Difference:
    """Return the difference that lies in one act, named."""
    return Difference(kind, _sentence(kind) % {"act": named(act, position)}, position, act.id)


def named(act: Act, position: int | None) -> str:
    who = ", ".join(word for word in (act.actor_name, act.actor_post, act.actor_unit) if word)
    words = {"verb": verbs.read(act.verb), "id": act.id, "who": who, "at": _moment(act.recorded_at)}
    if position is None:
        return _("“%(verb)s” (mã %(id)s) của %(who)s, ghi lúc %(at)s, chưa có vị trí") % words
    return _("“%(verb)s” (mã %(id)s) của %(who)s, ghi lúc %(at)s, ở vị trí %(position)s") % {
        **words,
        "position": position,
    }


def position_missing(position: int) -> Difference:
    reason = _("Vị trí %(position)s của nhật ký không còn: mục ghi ở đó đã bị xóa.") % {"position": position}
    return Difference(Kind.POSITION_MISSING, reason, position)


def act_deleted(act_id: UUID, position: int | None) -> Difference:
    words = {"id": act_id, "position": "–" if position is None else position}
    reason = _("Thao tác mã %(id)s, ở vị trí %(position)s, đã bị xóa khỏi cơ sở dữ liệu.") % words
    return Difference(Kind.ACT_DELETED, reason, position, act_id)


def root_differs(kind: Kind, start: int, size: int, first: Act | None) -> Difference:
    """Name the range in which an act and its leaf were changed together, added, or exchanged."""
    words = {"start": start, "end": size - 1, "first": named(first, start) if first else "–"}
    reason = _sentence(kind) % words
    return Difference(kind, reason, start)


def head_unsigned(size: int) -> Difference:
    reason = _("Mốc cho %(size)s thao tác không mang chữ ký đúng của hệ thống này.") % {"size": size}
    return Difference(Kind.HEAD_UNSIGNED, reason, size)


def shorter(kind: Kind, size: int, kept: int) -> Difference:
    words = {"size": size, "kept": kept, "lost": size - kept}
    return Difference(kind, _sentence(kind) % words, kept)


def lost(size: int, kept: int, begun_at: datetime) -> Difference:
    words = {"size": size, "kept": kept, "lost": size - kept, "at": _moment(begun_at)}
    return Difference(Kind.PUBLISHED_LOST, _sentence(Kind.PUBLISHED_LOST) % words, kept)


def other_log(origin: str) -> Difference:
    reason = _("Tệp mốc thuộc về một nhật ký khác: %(origin)s.") % {"origin": origin}
    return Difference(Kind.OTHER_LOG, reason)


def published_unreadable(number: int) -> Difference:
    words = {"number": number}
    reason = _("Mốc thứ %(number)s trong tệp mốc không đọc được hoặc không mang chữ ký đúng.") % words
    return Difference(Kind.PUBLISHED_UNREADABLE, reason)


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M:%S %d/%m/%Y")


def _sentence(kind: Kind) -> str:
    return {
        Kind.ACT_CHANGED: _("Thao tác %(act)s: nội dung không còn như khi được ghi."),
        Kind.ACT_UNPLACED: _("Thao tác %(act)s: không có trong nhật ký, đã bị chèn vào cơ sở dữ liệu."),
        Kind.PLACED_TWICE: _("Thao tác %(act)s: vừa có vị trí vừa còn chờ."),
        Kind.PERSONAL_CHANGED: _("Thao tác %(act)s: phần thông tin cá nhân đã bị sửa."),
        Kind.PERSONAL_GONE: _(
            "Thao tác %(act)s: phần thông tin cá nhân đã mất mà không có thao tác xóa nào."
        ),
        Kind.PERSONAL_STAYS: _("Thao tác %(act)s: phần thông tin cá nhân vẫn còn dù đã có thao tác xóa."),
        Kind.ROOT_DIFFERS: _(
            "Từ vị trí %(start)s đến %(end)s, nhật ký không khớp với mốc đã ký: trong đoạn này có thao tác "
            "bị sửa cùng với mã băm, bị chèn hoặc bị đổi chỗ. Thao tác đầu đoạn: %(first)s."
        ),
        Kind.PUBLISHED_DIFFERS: _(
            "Từ vị trí %(start)s đến %(end)s, nhật ký không khớp với mốc đã công bố: trong đoạn này có thao "
            "tác bị sửa cùng với mã băm, bị chèn hoặc bị đổi chỗ. Thao tác đầu đoạn: %(first)s."
        ),
        Kind.SHORTER: _(
            "Đã ký mốc cho %(size)s thao tác, nhật ký chỉ còn %(kept)s: thiếu %(lost)s thao tác."
        ),
        Kind.PUBLISHED_SHORTER: _(
            "Đã công bố mốc cho %(size)s thao tác, nhật ký chỉ còn %(kept)s: thiếu %(lost)s thao tác."
        ),
        Kind.PUBLISHED_LOST: _(
            "Mốc đã công bố cho %(size)s thao tác thuộc nhật ký trước. Lúc %(at)s, nhật ký mới được mở tiếp "
            "sau thao tác thứ %(kept)s (khôi phục từ bản sao lưu): %(lost)s thao tác sau đó không còn."
        ),
    }[kind]
