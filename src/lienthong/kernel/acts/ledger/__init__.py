"""The proof of the acts: a Merkle tree, its signed heads, and their verification."""
