"""Files as people see them: a link with size and kind, and what the scanner said."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lienthong.kernel.ui.components import Chip, Tone
from lienthong.kernel.ui.formats import size_words
from lienthong.kernel.ui.icons import icon
from lienthong.kernel.vault.attaching import attachments_by_act, last_scans
from lienthong.kernel.vault.kinds import extension_of
from lienthong.kernel.vault.models import Attachment, Blob, Finding, Scan

TONES = {Finding.CLEAN: Tone.GOOD, Finding.INFECTED: Tone.BAD, Finding.NOT_SCANNED: Tone.WARN}


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file with its address; one with a threat is named and cannot be opened."""

    name: str
    url: str
    about: str
    scan: Chip
    opens: bool = True

    @classmethod
    def of(cls, attachment: Attachment, url: str, scan: Scan | None) -> "FileLink":
        infected = scan is not None and scan.finding == Finding.INFECTED
        kind_and_size = _kind_and_size(attachment.name, attachment.blob)
        return cls(attachment.name, url, kind_and_size, scan_chip(scan), opens=not infected)

    def __str__(self) -> str:
        return self.name

    def __html__(self) -> SafeString:
        link = '<a href="{}">{}</a>' if self.opens else "{1}"
        return format_html(
            '<span>{} {} <span class="second">{}</span></span>{}',
            icon("file"),
            format_html(link, self.url, self.name),
            self.about,
            self.scan,
        )


@dataclass(frozen=True, slots=True)
class Files:
    """Several of them, as a list."""

    links: Sequence[FileLink] = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self.links))

    def __bool__(self) -> bool:
        return bool(self.links)

    def __html__(self) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((link,) for link in self.links))
        return format_html('<ul class="files">{}</ul>', items)


NO_FILES = Files()


def links_by_act(act_ids: Iterable[UUID], address: Callable[[Attachment], str]) -> dict[UUID, Files]:
    """Return what each act brought, in two queries; `address` is that of the view that may show a file."""
    found = attachments_by_act(act_ids)
    scans = last_scans(file.blob for files in found.values() for file in files)
    return {
        act_id: Files([FileLink.of(file, address(file), scans.get(file.blob_id)) for file in files])
        for act_id, files in found.items()
    }


def scan_chip(scan: Scan | None) -> Chip:
    """Say what the scanner said; of a twin, that it is simulated."""
    finding = Finding(scan.finding) if scan else Finding.NOT_SCANNED
    words = f"{finding.label}: {scan.detail}" if scan and finding == Finding.INFECTED else str(finding.label)
    if scan and scan.simulated:
        words = _("%(finding)s (mô phỏng)") % {"finding": words}
    return Chip(words, TONES[finding])


def about_file(name: str, blob: Blob, scan: Scan | None) -> str:
    """Return kind, size and what the scanner said, in one line."""
    return f"{_kind_and_size(name, blob)}. {scan_chip(scan)}"


def _kind_and_size(name: str, blob: Blob) -> str:
    return f"{extension_of(name).upper()}, {size_words(blob.size)}"
