"""Acts: the record and its proof. Import from the rooms' files; this package holds no code."""
