"""Schemes of codes, and which code of one is which of another: written down by people, never reckoned."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.directory.catalogue.columns import Column, Ref, Text
from lienthong.directory.catalogue.dated import Dated, PlannedDated
from lienthong.directory.catalogue.registry import Catalogue
from lienthong.directory.catalogue.undated import Undated
from lienthong.directory.catalogue.units import options_of, own_spans, words_columns, words_of
from lienthong.directory.models import CodeMapping, CodeScheme
from lienthong.directory.rules.timeline import Stretch

SCHEME: Final = Ref(CodeScheme, options_of(CodeScheme), words_of(CodeScheme), own_spans(CodeScheme))
AS_WRITTEN: Final = Text(40, capitals=True)


def _check_mapping(planned: PlannedDated) -> None:
    """Refuse a scheme mapped to itself, and two codes that would lead to one on the same day."""
    for step in planned.changing():
        row = step.row
        if row is None:
            continue
        scheme, other, _code = row.key
        if scheme == other:
            planned.say(step, "to_scheme", gettext("Hai bộ mã phải khác nhau."))
        for stretch in planned.after[row.key].stretches:
            taken = next(_taken(planned, row.key, stretch), "")
            if taken:
                said = {"to": stretch.values["to_code"], "code": taken}
                planned.say(
                    step, "to_code", gettext("Mã %(to)s đã ứng với mã %(code)s trong những ngày ấy.") % said
                )
                break


def _taken(planned: PlannedDated, key: tuple[str, ...], own: Stretch) -> Iterator[str]:
    """Yield other codes that lead to the same, in the rows and in what is kept."""
    scheme, other, code = key
    for another, timeline in planned.after.items():
        if another[:2] == (scheme, other) and another != key:
            yield from (another[2] for one in timeline.stretches if _same(one, own))
    kept = CodeMapping.objects.believed().filter(
        scheme=scheme, to_scheme=other, to_code=own.values["to_code"], during__overlap=(own.since, own.until)
    )
    mentioned = {one[2] for one in planned.after if one[:2] == (scheme, other)}
    yield from kept.exclude(Q(code=code) | Q(code__in=mentioned)).values_list("code", flat=True)


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
