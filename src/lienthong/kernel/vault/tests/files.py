"""Small true files of each kind, and files that only claim to be."""

import io
import zipfile

import openpyxl

from lienthong.kernel.vault.kinds import BY_EXTENSION


def archive(**entries: bytes | str) -> bytes:
    """Return a ZIP; `__` in a name stands for a slash, `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def office(extension: str) -> bytes:
    override = f'<Override ContentType="{BY_EXTENSION[extension].mark}+xml"/>'
    return archive(**{"[Content_Types].xml": f"<Types>{override}</Types>"})


def open_document(extension: str) -> bytes:
    return archive(mimetype=BY_EXTENSION[extension].mark, content_dot_xml="<office/>")


def locked(data: bytes) -> bytes:
    """Mark the entries of a ZIP as encrypted, in both places where it says so."""
    data = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + b"IEND\xaeB`\x82"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
SIGNED = bytes.fromhex("308203a006092a864886f70d010702a0820391") + bytes(40)
TRUE = {
    "Kế hoạch số 15.pdf": PDF,
    "ảnh.png": PNG,
    "anh.JPG": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + bytes(20),
    "quet.tiff": b"II*\0" + bytes(30),
    "cu.doc": OLE,
    "cu.xls": OLE,
    "van ban.docx": office("docx"),
    "bang.xlsx": workbook(),
    "trinh chieu.pptx": office("pptx"),
    "mo.odt": open_document("odt"),
    "mo.ods": open_document("ods"),
    "ghi chú.txt": "Ủy ban nhân dân".encode(),
    "utf16.txt": "Ủy ban".encode("utf-16"),
    "so lieu.csv": "\ufeffmã,tên\n1,Phan Thiết".encode(),
    "goi.xml": b"<?xml version='1.0'?><package/>",
    "nhieu tep.zip": archive(a_dot_pdf=PDF),
    "chu ky.p7m": SIGNED,
}
