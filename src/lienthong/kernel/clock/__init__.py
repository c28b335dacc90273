"""Working time and calendar days as arithmetic. Import from the room's files; this package holds no code."""
