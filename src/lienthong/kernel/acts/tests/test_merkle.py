"""The tree of RFC 6962: vectors of Certificate Transparency's reference tests, and laws for any tree."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthong.kernel.acts.leaves import leaf_hash
from lienthong.kernel.acts.ledger.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    grew,
    includes,
    inclusion_proof,
    root_of,
)

# The eight leaves, their roots and proofs of certificate-transparency's merkle_tree_test (Apache-2.0).
LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
SIZES = st.integers(1, 70)


def tree(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def hexed(proof: list[bytes]) -> list[str]:
    return [part.hex() for part in proof]


def test_root_of_nothing() -> None:
    assert root_of([]) == EMPTY == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_of_the_vectors(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_of_the_vectors(index: int, size: int) -> None:
    assert hexed(inclusion_proof(LEAVES[:size], index)) == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_of_the_vectors(old: int, new: int) -> None:
    assert hexed(consistency_proof(LEAVES[:new], old)) == CONSISTENCY[old, new]


@given(SIZES, st.data())
def test_every_leaf_is_included_where_it_is_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves, index = tree(size), data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size))
    proof, root = inclusion_proof(leaves, index), root_of(leaves)

    assert includes(leaves[index], index, size, proof, root)
    assert includes(leaves[index], other, size, proof, root) is (other == index)
    assert not includes(leaf_hash(b"another"), index, size, proof, root)
    assert not includes(leaves[index], index, size, [*proof, root], root)
    assert size == 1 or not includes(leaves[index], index, size, proof[:-1], root)


@given(SIZES, st.data())
def test_a_tree_that_grew_proves_it(size: int, data: st.DataObject) -> None:
    leaves, old = tree(size), data.draw(st.integers(0, size))
    proof, root, old_root = consistency_proof(leaves, old), root_of(leaves), root_of(leaves[:old])

    assert grew(old, old_root, size, root, proof)
    assert not grew(old, leaf_hash(b"another"), size, root, proof)
    assert old == 0 or not grew(old, old_root, size, leaf_hash(b"another"), proof)
    assert not grew(old, old_root, size, root, [*proof, root])


@given(SIZES, st.data())
def test_a_changed_past_cannot_be_proved(size: int, data: st.DataObject) -> None:
    leaves, old = tree(size), data.draw(st.integers(1, size))
    changed = leaves.copy()
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"changed")

    assert not grew(old, root_of(leaves[:old]), size, root_of(changed), consistency_proof(changed, old))


@given(SIZES, st.data())
def test_a_frontier_goes_on_where_it_was_kept(size: int, data: st.DataObject) -> None:
    leaves, kept = tree(size), data.draw(st.integers(0, size))
    frontier = Frontier()
    frontier.extend(leaves[:kept])

    resumed = Frontier.from_bytes(kept, frontier.to_bytes())
    resumed.extend(leaves[kept:])

    assert resumed.root() == root_of(leaves)
    assert len(resumed.roots) == size.bit_count()


def test_every_leaf_changes_the_root() -> None:
    roots = [root_of(tree(size)) for size in range(40)]
    assert all(earlier != later for earlier, later in pairwise(roots))


@pytest.mark.parametrize(("size", "data"), [(2, b""), (3, bytes(32)), (1, bytes(31)), (0, bytes(32))])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int, data: bytes) -> None:
    with pytest.raises(ValueError, match="complete subtrees"):
        Frontier.from_bytes(size, data)


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_of_what_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(tree(3), index)
    with pytest.raises(IndexError):
        consistency_proof(tree(2), index)
