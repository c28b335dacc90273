"""A simulated world of any size: a small one played through the real actions, its whole histories multiplied."""
