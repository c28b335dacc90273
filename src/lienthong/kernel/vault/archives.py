"""What a ZIP says of itself before anything is unpacked: bombs, locks, paths and programs inside."""

import zipfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.kinds import DANGEROUS, extension_of

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 500 * 2**20
MOST_RATIO = 200  # honest office files stay below 100
RATIO_COUNTS_FROM = 10 * 2**20  # a small file of spaces is no bomb


def open_archive(path: Path) -> zipfile.ZipFile:
    """Return the archive after its list of entries was found harmless; raise `Invalid` otherwise."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as damage:
        raise Invalid(_("Tệp nén bị hỏng, không mở được."), field="file") from damage
    try:
        _check(archive.infolist(), path.stat().st_size)
    except Invalid:
        archive.close()
        raise
    return archive


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or too_dense:
        raise Invalid(_("Tệp nén bung ra quá lớn; hãy gửi từng tệp riêng."), field="file")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Invalid(_("Tệp nén có mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu."), field="file")
    if any(_leaves_its_folder(entry.filename) for entry in entries):
        raise Invalid(_("Tệp nén chứa đường dẫn trỏ ra ngoài thư mục."), field="file")
    if any(extension_of(entry.filename) in DANGEROUS for entry in entries):
        raise Invalid(_("Tệp nén chứa tệp chương trình; không nhận tệp chương trình."), field="file")


def _leaves_its_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"
