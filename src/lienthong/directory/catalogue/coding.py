"""Codes of new entries. A code stays for ever, so a slip of the pen in one is refused before it is written."""

import re
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from lienthong.directory.catalogue.registry import Catalogue, Row
from lienthong.directory.sheets.shape import Problems

FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
FORM_WORDS: Final = gettext_lazy(
    "Mã chỉ gồm chữ cái không dấu, chữ số và các dấu _ . - /, bắt đầu bằng chữ cái hoặc chữ số."
)
ALIKE: Final = gettext_lazy("Đã có mã %(code)s; hai mã không được chỉ khác nhau ở chữ hoa, chữ thường.")
ALIKE_ABOVE: Final = gettext_lazy(
    "Dòng %(row)d ghi mã %(code)s; hai mã không được chỉ khác nhau ở chữ hoa, chữ thường."
)


def check_codes(catalogue: Catalogue, rows: list[Row], problems: Problems) -> None:
    """Say which rows enter a code that is none, or one that is another in capitals; what is there already stays.

    Entries without a code of their own (a member of a group, a code of a scheme of the State) are not asked.
    """
    if tuple(catalogue.keys) != ("code",):
        return
    known = catalogue.keeper.codes_like({row.key[0] for row in rows})
    alike = {code.lower(): code for code in known}
    above: dict[str, Row] = {}
    for row in rows:
        code = row.key[0]
        if code in known:
            continue
        first = above.setdefault(code.lower(), row)
        if not FORM.fullmatch(code):
            problems.add(row.line, "code", FORM_WORDS)
        elif code.lower() in alike:
            problems.add(row.line, "code", ALIKE % {"code": alike[code.lower()]})
        elif first.key != row.key:
            problems.add(row.line, "code", ALIKE_ABOVE % {"row": first.line.number, "code": first.key[0]})


def codes_like(rows: QuerySet[Any], codes: Iterable[str], column: str = "code") -> set[str]:
    """Return the codes in a column that are these, or these but for capitals."""
    said = set(codes)
    alike = Q(**{f"{column}__in": said}) | Q(folded__in={code.lower() for code in said})
    return set(rows.annotate(folded=Lower(column)).filter(alike).values_list(column, flat=True))
