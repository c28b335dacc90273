"""What the provider tells of a person, in our words. Which claim says what is data: no specification is public.

Read once, at the first sign-in, and only what a party needs: kind, name, number. Sex, address, telephone and
e-mail are not kept; a later need asks for them then, with its reason.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lienthong.access.elsewhere.refusals import NO_NUMBER, Untrusted
from lienthong.kernel.letters import can_be_kept
from lienthong.parties.models import IdentifierKind, PartyKind
from lienthong.parties.rules.identifiers import is_personal_number, is_tax_code, plain

LONGEST_NAME: Final = 300


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody is by the provider: `numbers` of one kind, the present one first."""

    kind: str
    name: str
    identifier_kind: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which claim says what, and how its values read here."""

    claim: str
    reads: dict[str, str]

    def of(self, told: dict[str, Any]) -> str:
        value = told.get(self.claim)
        words = " ".join(str(value).split()) if isinstance(value, str | int) else ""
        return self.reads.get(words, "") if self.reads else words


def claimed(told: dict[str, Any], file: Path) -> Claimed:
    """Return who this is. Raises `Untrusted` without a kind, a name and a number of the right shape."""
    said = {name: mapping.of(told) for name, mapping in _mappings(file).items()}
    match said["kind"]:
        case PartyKind.CITIZEN:
            numbers = _shaped(is_personal_number, said["number"], said["old_number"])
            found = Claimed(PartyKind.CITIZEN, said["name"], IdentifierKind.PERSONAL_NUMBER, numbers)
        case PartyKind.ENTERPRISE:
            numbers = _shaped(is_tax_code, said["tax_code"])
            found = Claimed(PartyKind.ENTERPRISE, said["enterprise_name"], IdentifierKind.TAX_CODE, numbers)
        case _:
            raise Untrusted(NO_NUMBER)
    if not found.numbers or not 0 < len(found.name) <= LONGEST_NAME or not can_be_kept(found.name):
        raise Untrusted(NO_NUMBER)
    return found


def _shaped(has_shape: Callable[[str], bool], *typed: str) -> tuple[str, ...]:
    return tuple(number for number in map(plain, typed) if has_shape(number))


@cache
def _mappings(file: Path) -> dict[str, Mapping]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["told"]: Mapping(row["claim"], _reads(row["reads"])) for row in csv.DictReader(lines)}


def _reads(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return {value: meant for value, _equals, meant in pairs}
