"""Signed notes: the example of the C2SP text, and what is no note of ours."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lienthong.kernel.acts.ledger.merkle import EMPTY
from lienthong.kernel.acts.ledger.notes import (
    BadNote,
    Head,
    read,
    read_verifier_key,
    sign,
    verifier_key,
    verify,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = Head("tinh.example/lienthong", 42, EMPTY)
NOTE = sign(HEAD, KEY)

# The key and the note of golang.org/x/mod/sumdb/note (BSD-3-Clause), with which C2SP's text was made.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_head_is_three_lines_and_a_signature() -> None:
    body, _, signature = NOTE.partition("\n\n")
    assert body.splitlines() == [
        "tinh.example/lienthong",
        "42",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ]
    assert signature.startswith("— tinh.example/lienthong ")
    assert signature.endswith("\n")


def test_what_was_signed_is_read() -> None:
    assert verify(NOTE, KEY.public_key()) == read(NOTE) == HEAD


def test_other_signatures_may_stand_beside_ours() -> None:
    assert verify(NOTE + "— witness.example AAAAAAAA\n", KEY.public_key()) == HEAD


def test_a_verifier_key_of_others_is_read() -> None:
    name, key = read_verifier_key(PETER)
    assert name == "PeterNeumann"
    assert verifier_key(name, key) == PETER


def test_our_verifier_key_is_read() -> None:
    name, key = read_verifier_key(verifier_key(HEAD.origin, KEY.public_key()))
    assert name == HEAD.origin
    assert verify(NOTE, key) == HEAD


@pytest.mark.parametrize(
    "line",
    ["", "name", "name+c74f20a3+AAAA", PETER.replace("c74f20a3", "c74f20a4"), PETER.replace("Peter", "Paul")],
)
def test_a_bad_verifier_key_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        read_verifier_key(line)


@pytest.mark.parametrize(
    "note",
    [
        NOTE.replace("42", "43"),
        NOTE.replace("tinh.example", "xa.example"),
        NOTE.replace("— tinh", "- tinh"),
        NOTE[:-10] + "\n",
        NOTE.partition("\n\n")[0] + "\n",
    ],
    ids=["size", "origin", "no dash", "cut", "unsigned"],
)
def test_a_changed_note_does_not_hold(note: str) -> None:
    with pytest.raises(BadNote, match="no signature"):
        verify(note, KEY.public_key())


def test_another_key_did_not_sign() -> None:
    with pytest.raises(BadNote, match="no signature"):
        verify(NOTE, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize(
    "note",
    [
        "",
        "văn bản\n",
        "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "a\n042\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "a\n1\nAAAA\n\n",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
    ],
)
def test_what_is_no_head_is_refused(note: str) -> None:
    with pytest.raises(BadNote, match="an origin, a size and a root"):
        read(note)
