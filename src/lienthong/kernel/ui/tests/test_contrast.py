"""Colours are numbers: text reaches 4.5:1 and the lines of controls 3:1, in light and in dark."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).parents[1] / "static/ui/tokens.css").read_text()
GROUNDS = ["paper", "paper-side", "paper-sunk", "paper-raised"]
TEXTS = ["ink", "ink-quiet", "lake", "lake-deep", "good", "warn", "bad"]
PAIRS = [
    *((text, ground, 4.5) for text in TEXTS for ground in GROUNDS),
    *((text, f"{text}-wash", 4.5) for text in ("good", "warn", "bad", "lake")),
    ("ink", "lake-wash", 4.5),
    ("ink-quiet", "lake-wash", 4.5),
    ("on-lake", "lake", 4.5),
    ("on-lake", "lake-deep", 4.5),
    ("line-control", "paper", 3),
    ("line-control", "paper-raised", 3),
    ("focus", "paper", 3),
    ("lotus", "paper-side", 3),
]


def tokens(selector: str) -> dict[str, str]:
    block = SHEET[SHEET.index(selector) :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [":root {", ':root[data-bs-theme="dark"] {'], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_it_can_be_read(theme: str, text: str, ground: str, least: float) -> None:
    known = tokens(theme)

    assert contrast(known[text], known[ground]) >= least


def test_the_machine_s_dark_is_the_chosen_dark() -> None:
    assert tokens(':root:not([data-bs-theme="light"]) {') == tokens(':root[data-bs-theme="dark"] {')
