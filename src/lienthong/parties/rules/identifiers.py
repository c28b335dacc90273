"""Identifiers that the State assigns to people and enterprises: their shape only, never whether they exist.

A tax code has ten digits; a dependent branch adds a hyphen and three digits to the code of its enterprise. A
personal identification number has twelve digits, an old identity card nine; a household business may have
either a tax code or, since July 2025, the personal number of its owner (general knowledge, to be compared
with the circulars in force).
"""

import re

TAX_CODE = re.compile(r"(?P<enterprise>\d{10})(-(?P<branch>\d{3}))?")
PERSONAL_NUMBER = re.compile(r"\d{12}|\d{9}")


def is_tax_code(code: str) -> bool:
    """Return whether the code is ten digits, alone or with the three of a branch."""
    return TAX_CODE.fullmatch(code) is not None


def is_branch_of(code: str, enterprise_code: str) -> bool:
    """Return whether the tax code is that of a dependent branch of the enterprise."""
    found = TAX_CODE.fullmatch(code)
    return found is not None and found["branch"] is not None and found["enterprise"] == enterprise_code


def is_personal_number(number: str) -> bool:
    return PERSONAL_NUMBER.fullmatch(number) is not None


def plain(identifier: str) -> str:
    """Return the identifier as it is kept: without the spaces and dots that people put in to read it."""
    return identifier.replace(" ", "").replace(".", "").strip()
