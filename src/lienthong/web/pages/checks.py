"""What is looked at to say how the installation is: each check answers in plain words, whatever happens."""

import logging
import os
import platform
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienthong.kernel.acts import selectors
from lienthong.kernel.acts.ledger.guards import held_by_roles, without_trigger
from lienthong.kernel.acts.models import Pending
from lienthong.kernel.acts.moments import ahead
from lienthong.kernel.clock.loading import load
from lienthong.kernel.clock.moments import local_day
from lienthong.kernel.clock.shipped import PUBLIC
from lienthong.kernel.jobs.health import queue_health
from lienthong.kernel.refusals import Refused, type_of_reason
from lienthong.kernel.ui.components import Tone
from lienthong.kernel.ui.formats import moment_words, number_words, size_words
from lienthong.web.pages import outside
from lienthong.web.pages.finding import Check, Finding

OLDEST_SERVER: Final = 150_000
LATE_HEAD: Final = timedelta(seconds=30)
OLD_BACKUP: Final = timedelta(days=2)
LITTLE_SPACE, NO_SPACE = 0.10, 0.03  # of the whole disk
ANNOUNCED_FROM: Final = 12  # by December the days of the next year should be known
log = logging.getLogger(__name__)


def findings(at: datetime) -> Iterator[Finding]:
    for label, check in CHECKS:
        found = _looked(check, at)
        yield Finding(found.tone, found.words, found.advice, label)


def _looked(check: Check, at: datetime) -> Finding:
    """Answer even when looking fails: the details go to the log, not to the page."""
    try:
        return check(at)
    except (Error, OSError, Refused, ValueError):
        log.exception("a check of health failed")
        return Finding(Tone.BAD, _("Không kiểm tra được."), _("Xem nhật ký của tiến trình web trên máy chủ."))


def database(_at: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        words = _("PostgreSQL %(version)s.") % {"version": cursor.fetchone()[0]}
        cursor.execute("SELECT current_setting('server_version_num')::int")
        number = cursor.fetchone()[0]
    if number < OLDEST_SERVER:
        return Finding(Tone.BAD, words, _("Cần PostgreSQL 15 trở lên."))
    return Finding(Tone.GOOD, words)


def roles(_at: datetime) -> Finding:
    if off := without_trigger():
        tables = ", ".join(off)
        words = _("Trigger bảo vệ đang tắt ở: %(tables)s.") % {"tables": tables}
        return Finding(Tone.BAD, words, _("Chạy ./lienthong verify, rồi bật lại trigger."))
    if held_by_roles():
        return Finding(
            Tone.GOOD, _("Hai vai trò: ứng dụng chỉ ghi thêm được, không sửa, không xóa thao tác.")
        )
    advice = _("Đặt DATABASE_URL và DATABASE_OWNER_URL với hai vai trò khác nhau.")
    return Finding(Tone.WARN, _("Một vai trò: các thao tác chỉ được bảo vệ bằng trigger."), advice)


def ledger(at: datetime) -> Finding:
    waiting, last = Pending.objects.count(), selectors.latest()
    if last is None:
        tone = Tone.WARN if waiting else Tone.INFO
        return Finding(tone, _("Chưa ký mốc nào; %(n)s thao tác đang chờ.") % {"n": number_words(waiting)})
    age = at - last.signed_at
    words = _("%(n)s thao tác đang chờ; mốc cuối ký %(age)s trước, lúc %(moment)s.") % {
        "n": number_words(waiting),
        "age": _age(age),
        "moment": moment_words(last.signed_at),
    }
    if waiting and age > LATE_HEAD:
        return Finding(Tone.BAD, words, _("Tiến trình ghi nhật ký không chạy; công việc vẫn tiếp tục được."))
    return Finding(Tone.GOOD, words)


def queue(_at: datetime) -> Finding:
    health = queue_health()
    words = _(
        "%(workers)s tiến trình nền; %(waiting)s việc chờ, %(running)s đang chạy, %(again)s sẽ thử lại, "
        "%(failed)s hỏng."
    ) % {
        "workers": number_words(health.workers),
        "waiting": number_words(health.waiting),
        "running": number_words(health.running),
        "again": number_words(health.to_try_again),
        "failed": number_words(health.failed),
    }
    if not health.workers:
        return Finding(Tone.BAD, words, _("Không có tiến trình nền nào chạy: thông báo, xuất tệp phải chờ."))
    if not health.well:
        return Finding(Tone.WARN, words, _("Xem các việc hỏng trong nhật ký của tiến trình nền."))
    return Finding(Tone.GOOD, words)


def vault(_at: datetime) -> Finding:
    folder = Path(settings.VAULT_ROOT)
    if not folder.is_dir():
        return Finding(Tone.WARN, _("Chưa có thư mục kho tệp: %(folder)s.") % {"folder": folder})
    if not os.access(folder, os.W_OK):
        return Finding(Tone.BAD, _("Không ghi được vào kho tệp: %(folder)s.") % {"folder": folder})
    return Finding(Tone.GOOD, _("Ghi được vào %(folder)s.") % {"folder": folder})


def backup(at: datetime) -> Finding:
    """Look at the folder in which `backup` writes; backups kept elsewhere are not seen from here."""
    made = [file.stat().st_mtime for file in (Path(settings.HOME) / "backups").glob("*.tar")]
    if not made:
        return Finding(Tone.WARN, _("Chưa thấy bản sao lưu nào ở đây."), _("Chạy ./lienthong backup."))
    last = datetime.fromtimestamp(max(made), UTC) + ahead()
    words = _("Bản cuối lúc %(moment)s.") % {"moment": moment_words(last)}
    if at - last > OLD_BACKUP:
        return Finding(Tone.WARN, words, _("Đã quá hai ngày; chạy ./lienthong backup."))
    return Finding(Tone.GOOD, words)


def disk(_at: datetime) -> Finding:
    space = shutil.disk_usage(settings.HOME)
    part = space.free / space.total
    words = _("Còn trống %(free)s (%(part)s%%).") % {
        "free": size_words(space.free),
        "part": number_words(round(part * 100)),
    }
    if part < NO_SPACE:
        return Finding(Tone.BAD, words, _("Giải phóng chỗ ngay: khi đầy, không ghi được gì nữa."))
    return Finding(Tone.WARN if part < LITTLE_SPACE else Tone.GOOD, words)


def calendar(at: datetime) -> Finding:
    day, known = local_day(at), load(PUBLIC).known_years
    wanted = [day.year] + ([day.year + 1] if day.month >= ANNOUNCED_FROM else [])
    missing = [str(year) for year in wanted if year not in known]
    if missing:
        words = _("Chưa có thông báo lịch nghỉ năm %(years)s.") % {"years": ", ".join(missing)}
        return Finding(
            Tone.WARN, words, _("Nhập ở trang Lịch làm việc; thời hạn đang tính theo tuần thường.")
        )
    words = _("Đã có thông báo lịch nghỉ năm %(years)s.") % {"years": ", ".join(map(str, wanted))}
    return Finding(Tone.GOOD, words)


def versions(_at: datetime) -> Finding:
    try:
        own = version("lienthong")
    except PackageNotFoundError:
        own = _("chạy từ mã nguồn")
    words = {"own": own, "python": platform.python_version(), "django": django.get_version()}
    return Finding(Tone.INFO, _("Liên Thông %(own)s; Python %(python)s; Django %(django)s.") % words)


CHECKS: Final[tuple[tuple[type_of_reason, Check], ...]] = (
    (gettext_lazy("Cơ sở dữ liệu"), database),
    (gettext_lazy("Bảo vệ nhật ký"), roles),
    (gettext_lazy("Nhật ký chống sửa đổi"), ledger),
    (gettext_lazy("Hàng đợi công việc nền"), queue),
    (gettext_lazy("Kho tệp"), vault),
    (gettext_lazy("Quét mã độc"), outside.scanner),
    (gettext_lazy("Thư điện tử"), outside.mail),
    (gettext_lazy("Tin nhắn SMS"), outside.sms),
    (gettext_lazy("Nhà cung cấp định danh"), outside.identity),
    (gettext_lazy("Sao lưu"), backup),
    (gettext_lazy("Ổ đĩa"), disk),
    (gettext_lazy("Lịch làm việc"), calendar),
    (gettext_lazy("Phiên bản"), versions),
)


def _age(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 120:
        return ngettext("%(n)s giây", "%(n)s giây", seconds) % {"n": seconds}
    if seconds < 7200:
        return ngettext("%(n)s phút", "%(n)s phút", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)s giờ", "%(n)s giờ", seconds // 3600) % {"n": number_words(seconds // 3600)}
