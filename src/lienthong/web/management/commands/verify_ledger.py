import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lienthong.kernel.acts.ledger.checkpoints_file import own_file, split
from lienthong.kernel.acts.ledger.guards import guards
from lienthong.kernel.acts.ledger.keys import signing_key
from lienthong.kernel.acts.ledger.logs import origin_at
from lienthong.kernel.acts.ledger.notes import verifier_key
from lienthong.kernel.acts.ledger.retired import retired_keys
from lienthong.kernel.acts.ledger.verification import Verification, verify
from lienthong.kernel.ui.formats import number_words

TIMEOUT = 30
ERASED_SHOWN = 20


class Command(BaseCommand):
    help = "Kiểm tra toàn bộ nhật ký chống sửa đổi; mã thoát 1 khi có khác biệt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--against", metavar="FILE|URL", help="tệp mốc đã công bố để đối chiếu")

    def handle(self, *_args: Any, **options: Any) -> None:
        where = options["against"] or own_file()
        with _lines(where, needed=bool(options["against"])) as lines:
            found = verify(split(lines), own=not options["against"])
        for line in _report(found):
            self.stdout.write(line)
        if found.first_difference:
            words = {"reason": found.first_difference.reason}
            raise CommandError(_("Nhật ký KHÔNG toàn vẹn. %(reason)s") % words)
        self.stdout.write(self.style.SUCCESS(_("Nhật ký toàn vẹn.")))


def _report(found: Verification) -> Iterator[str]:
    yield _(
        "Đã kiểm tra %(acts)s thao tác, %(waiting)s đang chờ vị trí, %(heads)s mốc đã ký, %(published)s mốc "
        "đã công bố, trong %(seconds)s giây (%(rate)s thao tác mỗi giây)."
    ) % {
        "acts": number_words(found.acts),
        "waiting": number_words(found.waiting),
        "heads": number_words(found.heads),
        "published": number_words(found.published),
        "seconds": number_words(round(found.seconds, 1)),
        "rate": number_words(round(found.acts_per_s)),
    }
    if found.acts and found.ok:
        yield _("Gốc của cây: %(root)s") % {"root": found.root.hex()}
    if found.signatures_checked:
        key = verifier_key(origin_at(found.acts), signing_key().public_key())
        yield _("Khóa kiểm tra chữ ký: %(key)s") % {"key": key}
        for old in retired_keys():
            words = {"key": old.verifier_key, "since": old.since, "until": old.until}
            yield _("Khóa đã thôi dùng: %(key)s (mốc từ %(since)s đến %(until)s thao tác)") % words
    else:
        yield _("Không có khóa của hệ thống ở đây: chữ ký chưa được kiểm tra.")
    for act, erasing in list(found.erased.items())[:ERASED_SHOWN]:
        yield _("Thông tin cá nhân của %(act)s: đã xóa theo thao tác %(erasing)s.") % {
            "act": act,
            "erasing": erasing,
        }
    if len(found.erased) > ERASED_SHOWN:
        yield _("… tổng cộng %(count)s thao tác.") % {"count": number_words(len(found.erased))}
    if found.beyond and found.ok:
        yield found.beyond.reason
    yield from guards()


@contextmanager
def _lines(where: str | Path, *, needed: bool) -> Iterator[Iterable[str]]:
    """Open a file or an address as lines of text. Raises `CommandError` when it cannot be read."""
    try:
        if str(where).startswith(("http://", "https://")):
            with urllib.request.urlopen(str(where), timeout=TIMEOUT) as answer:  # noqa: S310 - its scheme was
                yield (line.decode() for line in answer)
        elif needed or Path(where).is_file():
            with Path(where).open(encoding="utf-8") as file:
                yield file
        else:
            yield ()
    except (OSError, UnicodeError, HTTPException) as error:
        raise CommandError(
            _("Không đọc được %(where)s: %(error)s") % {"where": where, "error": error}
        ) from error
