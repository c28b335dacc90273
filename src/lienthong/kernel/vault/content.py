"""What is in the file decides, not what its name says; both must agree."""

import codecs
import lzma
import re
import zipfile
import zlib
from pathlib import Path

import puremagic
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.refusals import Invalid
from lienthong.kernel.vault.archives import open_archive
from lienthong.kernel.vault.kinds import Family, Kind

HEAD = 4096
# What the library lets through when a part does not unpack, by the way in which it was packed.
DAMAGE = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error, lzma.LZMAError)
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa",
    b"dex\n",
)  # fmt: skip
_SIGNED_TEXT = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2, RFC 5652
_SCRIPTED_ROOT = re.compile(
    r"<(?:\w+:)?(?:svg|html|script)\b|<!DOCTYPE\s+(?:html|svg)|<!ENTITY", re.IGNORECASE
)
_MACROS = "vbaproject.bin"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def check_content(path: Path, kind: Kind) -> None:
    """Raise `Invalid` when the file is a program, or not what its extension says."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(_PROGRAMS):
        raise Invalid(_("Đây là tệp chương trình; không nhận tệp chương trình."), field="file")
    match kind.family:
        case Family.TEXT | Family.XML:
            _check_text(path, kind)
        case Family.ZIP | Family.OFFICE | Family.OPEN_DOCUMENT:
            _check_archive(path, kind, head)
        case Family.SIGNED:
            agree(kind, yes=_SIGNED_DATA in head[:64] or head.startswith(_SIGNED_TEXT))
        case Family.MAGIC:
            agree(kind, yes=_looks_like(head) & set(kind.extensions) != set())


def agree(kind: Kind, *, yes: bool) -> None:
    if not yes:
        raise Invalid(
            _("Nội dung tệp không đúng với đuôi .%(extension)s; hãy kiểm tra lại tệp.")
            % {"extension": kind.extensions[0]},
            field="file",
        )


def _looks_like(head: bytes) -> set[str]:
    try:
        return {guess.extension[1:].lower() for guess in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()


def _check_archive(path: Path, kind: Kind, head: bytes) -> None:
    agree(kind, yes=head.startswith(b"PK\x03\x04"))
    with open_archive(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        if any(name.endswith(_MACROS) for name in names):
            raise Invalid(_("Tệp có macro; hãy lưu lại không kèm macro."), field="file")
        try:
            agree(kind, yes=_holds(archive, names, kind))
        except DAMAGE as damage:
            raise Invalid(_("Tệp nén bị hỏng, không mở được."), field="file") from damage


def _holds(archive: zipfile.ZipFile, names: dict[str, str], kind: Kind) -> bool:
    where = {Family.OFFICE: "[content_types].xml", Family.OPEN_DOCUMENT: "mimetype"}.get(kind.family)
    if where is None:
        return True
    if where not in names:
        return False
    with archive.open(names[where]) as entry:
        said = entry.read(256 * 1024).decode("utf-8", "replace")
    return said.strip() == kind.mark if kind.family is Family.OPEN_DOCUMENT else kind.mark in said


def _check_text(path: Path, kind: Kind) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    encoding = next((name for bom, name in _BOMS.items() if start.startswith(bom)), "utf-8")
    try:
        with path.open(encoding=encoding) as text:
            begin = text.read(HEAD)
            clean = "\0" not in begin and all("\0" not in part for part in iter(lambda: text.read(2**20), ""))
    except UnicodeError as error:
        raise Invalid(
            _("Tệp văn bản không dùng bảng mã Unicode (UTF-8); hãy lưu lại với bảng mã UTF-8."), field="file"
        ) from error
    agree(kind, yes=clean)
    if kind.family is Family.XML:
        agree(kind, yes=begin.lstrip().startswith("<") and not _SCRIPTED_ROOT.search(begin))
