"""Multiplying whole case histories in a simulated installation: fresh keys, moved time, leaves hashed anew."""
