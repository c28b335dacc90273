"""Schemes of codes, and which code of one is which of another: written down by people, never reckoned."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.columns import Column, Ref, Text
from lienthong.directory.catalogue.dated import Dated, PlannedDated
from lienthong.directory.catalogue.registry import Catalogue, Key
from lienthong.directory.catalogue.undated import Undated
from lienthong.directory.catalogue.units import options_of, own_spans, words_columns, words_of
from lienthong.directory.models import CodeMapping, CodeScheme
from lienthong.directory.rules.timeline import Stretch

SCHEME: Final = Ref(CodeScheme, options_of(CodeScheme), words_of(CodeScheme), own_spans(CodeScheme))
AS_WRITTEN: Final = Text(40, capitals=True)


def _check_mapping(planned: PlannedDated) -> None:
    """Refuse a scheme mapped to itself, and two codes that would lead to one on the same day."""
    leading = _leading(planned)
    for step in planned.changing():
        row = step.row
        if row is None:
            continue
        scheme, other, code = row.key
        if scheme == other:
            planned.say(step, "to_scheme", gettext("Hai bộ mã phải khác nhau."))
        for stretch in planned.after[row.key].stretches:
            there = leading[scheme, other, stretch.values["to_code"]]
            taken = next((one for one, its in there if one != code and _same(its, stretch)), "")
            if taken:
                said = {"to": stretch.values["to_code"], "code": taken}
                planned.say(
                    step, "to_code", gettext("Mã %(to)s đã ứng với mã %(code)s trong những ngày ấy.") % said
                )
                break


def _leading(planned: PlannedDated) -> Mapping[Key, list[tuple[str, Stretch]]]:
    """Return which codes lead to one, and when: in the rows, and in what is kept beside them; one query."""
    found: dict[Key, list[tuple[str, Stretch]]] = defaultdict(list)
    for (scheme, other, code), timeline in planned.after.items():
        for one in timeline.stretches:
            found[scheme, other, one.values["to_code"]].append((code, one))
    kept = CodeMapping.objects.believed().filter(to_code__in={to_code for _s, _o, to_code in found})
    columns = ("scheme", "to_scheme", "code", "to_code", "during")
    for scheme, other, code, to_code, during in kept.order_by("code").values_list(*columns):
        if (scheme, other, code) not in planned.after:
            found[scheme, other, to_code].append(
                (code, Stretch(during.lower, during.upper, {"to_code": to_code}))
            )
    return found


def _same(one: Stretch, own: Stretch) -> bool:
    begins_before = own.until is None or (one.since or date.min) < own.until
    ends_after = one.until is None or one.until > (own.since or date.min)
    return one.values["to_code"] == own.values["to_code"] and begins_before and ends_after


CODE_SCHEMES: Final = Catalogue(
    "code-schemes",
    _("Bộ mã"),
    _("Các cách đánh mã cùng tồn tại: mỗi bộ có căn cứ và những ngày có hiệu lực."),
    words_columns(
        Column("form", _("Cách viết"), 40),
        Column("source", _("Căn cứ"), 40),
    ),
    Undated(CodeScheme, has_days=True),
    order=60,
)
CODE_MAP: Final = Catalogue(
    "code-map",
    _("Mã tương ứng"),
    _("Mã nào của bộ này là mã nào của bộ kia, trong những ngày nào. Hệ thống không tự suy mã từ cách viết."),
    (
        Column("scheme", _("Bộ mã"), 16, needed=True, kind=SCHEME, path="scheme__code", narrows=True),
        Column(
            "to_scheme", _("Sang bộ mã"), 16, needed=True, kind=SCHEME, path="to_scheme__code", narrows=True
        ),
        Column("code", _("Mã"), 24, needed=True, kind=AS_WRITTEN),
        Column("to_code", _("Mã tương ứng"), 24, needed=True, kind=AS_WRITTEN),
    ),
    Dated(CodeMapping, check=_check_mapping),
    keys=("scheme", "to_scheme", "code"),
    order=61,
)
