"""Saved views of lists: a name for filters, words and order that somebody comes back to."""

from typing import Final
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.letters import can_be_kept
from lienthong.kernel.refusals import Invalid, Missing
from lienthong.kernel.ui.models import SavedView

LONGEST_NAME: Final = 80
LONGEST_QUERY: Final = 2000
MOST: Final = 30


def save(account_id: UUID, listing: str, name: str, query: str) -> SavedView:
    """Save a view; the same name again replaces it. Raises `Invalid`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not can_be_kept(name):
        raise Invalid(_("Tên chế độ xem dài từ 1 đến 80 ký tự."), field="name")
    if not 0 < len(listing) <= LONGEST_NAME or len(query) > LONGEST_QUERY or not can_be_kept(listing):
        raise Invalid(_("Không lưu được chế độ xem này."), field="query")
    own = SavedView.objects.filter(account_id=account_id, list=listing)
    if own.exclude(name=name).count() >= MOST:
        raise Invalid(_("Mỗi danh sách lưu được nhiều nhất 30 chế độ xem. Hãy xóa bớt."), field="name")
    saved, _made = SavedView.objects.update_or_create(
        account_id=account_id, list=listing, name=name, defaults={"query": _without_page(query)}
    )
    return saved


def delete(account_id: UUID, view_id: UUID) -> None:
    """Delete one's own view. Raises `Missing` for a stranger's."""
    deleted, _by_kind = SavedView.objects.filter(account_id=account_id, pk=view_id).delete()
    if not deleted:
        raise Missing


def _without_page(query: str) -> str:
    parts = QueryDict(query, mutable=True)
    for name in ("page", "export"):
        parts.pop(name, None)
    return parts.urlencode().replace("%00", "")
