"""The twin's pages: plain, in two languages, each saying that this is simulated."""

import string
from collections.abc import Iterable
from html import escape
from pathlib import Path

from lienthong.access.twins.granting import Asked
from lienthong.access.twins.minting import SPOILT
from lienthong.access.twins.people import Invented

PAGES = Path(__file__).with_name("pages")
LEVELS = {"1": ("Mức độ 1", "level 1"), "2": ("Mức độ 2", "level 2")}
# What is told, as people call it; the names are those of the national portal's sign-in.
TOLD = {
    "HoVaTen": ("Họ và tên", "full name"),
    "TenDoanhNghiep": ("Tên doanh nghiệp", "name of the enterprise"),
    "SoDinhDanh": ("Số định danh cá nhân", "personal identification number"),
    "MaSoThue": ("Mã số thuế", "tax code"),
    "DiaChi": ("Địa chỉ", "address"),
    "SoDienThoai": ("Số điện thoại", "telephone"),
    "ThuDienTu": ("Thư điện tử", "e-mail"),
}


def style() -> bytes:
    return (PAGES / "style.css").read_bytes()


def choosing(key: str, asked: Asked, people: Iterable[Invented]) -> bytes:
    """Ask who signs in, and how surely."""
    return _page(
        "choose",
        key=escape(key),
        people="".join(_radio("sub", one.sub, one.name, one.note, one.note_en) for one in people),
        levels="".join(
            _radio("level", level, words, "", english, chosen=level == asked.level)
            for level, (words, english) in LEVELS.items()
        ),
        spoilt="".join(
            f'<option value="{how}">{escape(words)} / {escape(english)}</option>'
            for how, (words, english) in SPOILT.items()
        ),
    )


def consenting(key: str, person: Invented, level: str, spoilt: str, client: str) -> bytes:
    """Show what will be told, and to whom; nothing is told without a yes."""
    told = "".join(
        f"<div><dt>{words} {_english(english)}</dt><dd>{escape(person.claims[name])}</dd></div>"
        for name, (words, english) in TOLD.items()
        if name in person.claims
    )
    words, english = LEVELS[level]
    return _page(
        "consent",
        key=escape(key),
        sub=escape(person.sub),
        level=level,
        level_words=f"{words} {_english(english)}",
        spoilt=escape(spoilt),
        client=escape(client),
        name=escape(person.name),
        told=told,
    )


def saying(words: str, english: str) -> bytes:
    """Say one sentence, in both languages."""
    return _page("say", words=escape(words), english=escape(english))


def _page(page: str, /, **parts: str) -> bytes:
    body = string.Template((PAGES / f"{page}.html").read_text(encoding="utf-8")).substitute(parts)
    frame = (PAGES / "frame.html").read_text(encoding="utf-8")
    return string.Template(frame).substitute(body=body).encode()


def _radio(group: str, value: str, words: str, note: str, english: str, *, chosen: bool = False) -> str:
    name = f"{group}-{escape(value)}"
    quiet = f'<span class="note">{escape(note)} {_english(english)}</span>' if english else ""
    return (
        f'<div class="choice"><input type="radio" id="{name}" name="{group}" value="{escape(value)}" required'
        f'{" checked" if chosen else ""}><label for="{name}">{escape(words)}{quiet}</label></div>'
    )


def _english(words: str) -> str:
    return f'<span lang="en">({escape(words)})</span>'
