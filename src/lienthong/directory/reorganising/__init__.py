"""Drafts of reorganisations: composed, looked ahead at, scheduled, carried out on their day whole or not at all."""
