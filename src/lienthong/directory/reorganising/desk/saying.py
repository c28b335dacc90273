"""Steps in plain words: one sentence each, and below it what the sentence leaves out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lienthong.directory.models import ADMINISTRATIVE, AppointmentKind, StepKind
from lienthong.directory.profiles import profiles
from lienthong.directory.reorganising.desk.called import Called, Content
from lienthong.directory.selectors import FIELDS
from lienthong.kernel.ui.formats import number_words


@dataclass(frozen=True, slots=True)
class Listed:
    """Several things in one sentence."""

    parts: tuple[object, ...]

    def __str__(self) -> str:
        return ", ".join(str(part) for part in self.parts)

    def __html__(self) -> SafeString:
        return format_html_join(", ", "{}", ((part,) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with things in them; on a page the things are links. `more` stands below."""

    words: str
    things: Mapping[str, object]
    more: str = ""

    def __str__(self) -> str:
        return self.words % {name: str(thing) for name, thing in self.things.items()}

    def __html__(self) -> SafeString:
        inside = {name: format_html("{}", thing) for name, thing in self.things.items()}
        said = mark_safe(conditional_escape(self.words) % inside)  # noqa: S308 - words and things are escaped
        return format_html('{}<span class="second">{}</span>', said, self.more) if self.more else said


def said(kind: str, content: Content, called: Called) -> Sentence:
    """Return what the step does, in one sentence."""
    return _SAID[StepKind(kind)](content, called)


def _open(content: Content, called: Called) -> Sentence:
    words = _("Lập %(unit)s, trực thuộc %(under)s") if content.get("under") else _("Lập %(unit)s")
    codes = ", ".join(
        f"{called.words['scheme'].get(scheme, scheme)} {code}"
        for scheme, code in (content.get("codes") or {}).items()
    )
    more = _facts(
        (_("loại"), called.words["kind"].get(content["kind"], content["kind"])),
        (_("tên viết tắt"), content.get("short_name")),
        (_("ký hiệu văn bản"), content.get("symbol")),
        (_("địa bàn"), called.places.get(content.get("place", ""), content.get("place"))),
        (_("mã định danh"), codes),
    )
    return Sentence(words, {"unit": content["name"], "under": called.unit(content.get("under", ""))}, more)


def _rename(content: Content, called: Called) -> Sentence:
    more = _facts(
        (_("tên viết tắt"), content.get("short_name")), (_("ký hiệu văn bản"), content.get("symbol"))
    )
    things = {"unit": called.unit(content["unit"]), "name": content["name"]}
    return Sentence(_("Đổi tên %(unit)s thành %(name)s"), things, more)


def _move(content: Content, called: Called) -> Sentence:
    tree = content.get("tree") or ADMINISTRATIVE
    more = "" if tree == ADMINISTRATIVE else _facts((_("theo"), called.words["tree"].get(tree, tree)))
    things = {"unit": called.unit(content["unit"]), "under": called.unit(content["under"])}
    return Sentence(_("Chuyển %(unit)s về trực thuộc %(under)s"), things, more)


def _mandate(content: Content, called: Called) -> Sentence:
    things = {
        "mandate": called.mandates.get(content["mandate"], content["mandate"]),
        "to": called.unit(content["to"]),
    }
    stays = content.get("work_stays")
    words = _("Chuyển chức năng, nhiệm vụ “%(mandate)s” về %(to)s")
    return Sentence(words, things, _("Nhiệm vụ đang mở ở lại cơ quan cũ.") if stays else "")


def _merge(content: Content, called: Called) -> Sentence:
    merged = Listed(tuple(called.unit(code) for code in content["units"]))
    return Sentence(
        _("Sáp nhập %(units)s vào %(into)s"), {"units": merged, "into": called.unit(content["into"])}
    )


def _split(content: Content, called: Called) -> Sentence:
    parts = Listed(
        tuple(
            Sentence(_("%(unit)s (%(share)s)"), {"unit": called.unit(code), "share": share_words(share)})
            for code, share in sorted(content["parts"].items(), key=_largest_first)
        )
    )
    things = {"unit": called.unit(content["unit"]), "parts": parts}
    return Sentence(_("Chia tách %(unit)s thành %(parts)s"), things, rule_words(content, called))


def rule_words(content: Content, called: Called) -> str:
    """Return who takes which of the open work of a unit that is split."""
    rest = content.get("rest")
    if rest:
        rest_words = str(called.unit(rest))
    elif content["unit"] in content["parts"]:
        rest_words = _("%(unit)s giữ") % {"unit": called.unit(content["unit"])}
    else:
        rest_words = _("cơ quan đứng trên các cơ quan nhận, để phân bổ tiếp")
    if content.get("by_place", True):
        words = _("Công việc đang mở: theo địa bàn của công việc; không rõ địa bàn thì về %(rest)s.")
        if not rest and content["unit"] in content["parts"]:
            words = _("Công việc đang mở: theo địa bàn của công việc; không rõ địa bàn thì %(rest)s.")
    else:
        words = _("Công việc đang mở: tất cả về %(rest)s.")
        if not rest and content["unit"] in content["parts"]:
            words = _("Công việc đang mở: tất cả do %(rest)s.")
    return words % {"rest": rest_words}


def _close(content: Content, called: Called) -> Sentence:
    return Sentence(_("Giải thể %(unit)s"), {"unit": called.unit(content["unit"])})


def _code(content: Content, called: Called) -> Sentence:
    things = {
        "code": content["code"],
        "scheme": called.words["scheme"].get(content["scheme"], content["scheme"]),
        "unit": called.unit(content["unit"]),
    }
    return Sentence(_("Cấp mã %(code)s (%(scheme)s) cho %(unit)s"), things)


def _group(content: Content, called: Called) -> Sentence:
    things = {
        "unit": called.unit(content["unit"]),
        "group": called.words["group"].get(content["group"], content["group"]),
    }
    return Sentence(_("Đưa %(unit)s vào nhóm %(group)s"), things)


def _standing(content: Content, called: Called) -> Sentence:
    things = {"agency": called.unit(content["agency"]), "body": called.unit(content["body"])}
    return Sentence(_("%(agency)s làm cơ quan thường trực của %(body)s"), things)


def _post(content: Content, called: Called) -> Sentence:
    fields = ", ".join(FIELDS.get(field, field) for field in content.get("fields") or ())
    more = _facts((_("loại"), profiles.words(content["profile"])), (_("lĩnh vực"), fields))
    things = {"title": content["title"], "unit": called.unit(content["unit"])}
    return Sentence(_("Lập chức vụ %(title)s ở %(unit)s"), things, more)


def _appoint(content: Content, called: Called) -> Sentence:
    kind = content.get("kind") or AppointmentKind.HOLDER
    more = "" if kind == AppointmentKind.HOLDER else str(dict(AppointmentKind.choices).get(kind, kind))
    things = {
        "person": called.people.get(content["person"], content["person"]),
        "post": called.posts.get(content["post"], content["post"]),
    }
    return Sentence(_("%(person)s giữ chức vụ %(post)s"), things, more)


def _largest_first(part: tuple[str, object]) -> tuple[Decimal, str]:
    """The database keeps no order of names; shares were looked at when the step was written."""
    return -_amount(part[1]), part[0]


def share_words(share: object) -> str:
    try:
        return f"{number_words(float(_amount(share) * 100))}\N{NO-BREAK SPACE}%"
    except InvalidOperation:
        return str(share)


def _amount(share: object) -> Decimal:
    """Return a share as a number, also where an older draft or act says it finer than is kept today."""
    return Decimal(str(share).replace(",", "."))


def _facts(*facts: tuple[str, object]) -> str:
    return "; ".join(f"{label}: {value}" for label, value in facts if value)


def in_order(sentences: Iterable[Sentence]) -> str:
    return "; ".join(str(one) for one in sentences)


_SAID: Final[Mapping[StepKind, Callable[[Any, Called], Sentence]]] = {
    StepKind.OPEN: _open,
    StepKind.RENAME: _rename,
    StepKind.MOVE: _move,
    StepKind.MANDATE: _mandate,
    StepKind.MERGE: _merge,
    StepKind.SPLIT: _split,
    StepKind.CLOSE: _close,
    StepKind.CODE: _code,
    StepKind.GROUP: _group,
    StepKind.POST: _post,
    StepKind.APPOINT: _appoint,
    StepKind.STANDING: _standing,
}
