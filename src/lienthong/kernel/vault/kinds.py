"""The kinds of file that offices exchange: everything else is refused. Data, not code."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath


class Family(Enum):
    """How the content is recognised."""

    MAGIC = "by its first bytes"
    OFFICE = "a ZIP with [Content_Types].xml"
    OPEN_DOCUMENT = "a ZIP with an entry `mimetype`"
    ZIP = "a ZIP"
    TEXT = "decodes as text"
    XML = "text that begins an element"
    SIGNED = "a CMS structure"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by its extensions (the first is the usual one); `inline` may be shown by the browser itself."""

    extensions: tuple[str, ...]
    media_type: str
    family: Family
    inline: bool = False
    mark: str = ""  # what `family` looks for


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_OFFICE, _OPEN = Family.OFFICE, Family.OPEN_DOCUMENT
KINDS = (
    Kind(("pdf",), "application/pdf", Family.MAGIC, inline=True),
    Kind(("png",), "image/png", Family.MAGIC, inline=True),
    Kind(("jpg", "jpeg"), "image/jpeg", Family.MAGIC, inline=True),
    Kind(("tif", "tiff"), "image/tiff", Family.MAGIC),
    Kind(("doc",), "application/msword", Family.MAGIC),
    Kind(("xls",), "application/vnd.ms-excel", Family.MAGIC),
    Kind(("ppt",), "application/vnd.ms-powerpoint", Family.MAGIC),
    Kind(("docx",), _OOXML + "wordprocessingml.document", _OFFICE, mark="wordprocessingml.document.main"),
    Kind(("xlsx",), _OOXML + "spreadsheetml.sheet", _OFFICE, mark="spreadsheetml.sheet.main"),
    Kind(("pptx",), _OOXML + "presentationml.presentation", _OFFICE, mark="presentationml.presentation.main"),
    Kind(("odt",), _ODF + "text", _OPEN, mark=_ODF + "text"),
    Kind(("ods",), _ODF + "spreadsheet", _OPEN, mark=_ODF + "spreadsheet"),
    Kind(("odp",), _ODF + "presentation", _OPEN, mark=_ODF + "presentation"),
    Kind(("txt",), "text/plain", Family.TEXT),
    Kind(("csv",), "text/csv", Family.TEXT),
    Kind(("xml",), "application/xml", Family.XML),
    Kind(("zip",), "application/zip", Family.ZIP),
    Kind(("p7m", "p7s"), "application/pkcs7-mime", Family.SIGNED),
)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
_PROGRAMS = "exe dll com scr bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp jar lnk reg cpl pif sh app apk"
DANGEROUS = frozenset(_PROGRAMS.split())


def extension_of(name: str) -> str:
    return PurePath(name).suffix[1:].lower()


def kind_of(name: str) -> Kind | None:
    return BY_EXTENSION.get(extension_of(name))
