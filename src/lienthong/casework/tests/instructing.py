"""A leader, an assistant and a case: what the tests of instructions begin with."""

import io
from copy import deepcopy
from datetime import timedelta

import pytest

from lienthong.casework.instructing import Words, instruct_for
from lienthong.casework.models import Instruction, Medium
from lienthong.casework.tests.conftest import MONDAY
from lienthong.casework.tests.leading import a_committee, a_given_case
from lienthong.kernel.acts.models import Act
from lienthong.kernel.vault.attaching import take_in

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)

PDF = b"%PDF-1.4\ntrailer <<>>\n%%EOF\n"

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def vault(settings, tmp_path):
    settings.VAULT_ROOT = tmp_path / "vault"
    settings.VAULT_SCANNER = ""


@pytest.fixture(scope="module")
def kept_committee(keep):
    def make():
        made = a_committee()
        made.assist()
        return made

    return keep(make)


@pytest.fixture
def committee(db, kept_committee):
    return deepcopy(kept_committee)


@pytest.fixture
def case(kind, committee):
    return a_given_case(kind, committee)


@pytest.fixture
def enter(case, committee):
    def make(**differs):
        values = {"text": "Giao Sở làm ngay.", "medium": Medium.HANDWRITTEN, "photos": a_file()}
        common = {"by": committee["secretary"], "at": MONDAY, "leader_post": committee.post("chair")}
        asked = {name: differs.pop(name) for name in list(differs) if name in {*common, "seen", "key"}}
        return instruct_for(case.pk, words=Words(**(values | differs)), **(common | asked))

    return make


def a_file(name="bút phê.png", content=PNG):
    file = io.BytesIO(content)
    file.name = name
    return take_in([file])


def nothing_was_written():
    return not Instruction.objects.exists() and not Act.objects.filter(verb__startswith="casework.").exists()
