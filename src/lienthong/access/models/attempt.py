"""Failed sign-ins, counted. A row holds no address and no name: its key is a keyed hash of them."""

from django.db import models


class Attempt(models.Model):
    key = models.BinaryField(
        primary_key=True, db_comment="HMAC-SHA256 of where from, and of the name that was typed"
    )
    failures = models.FloatField(db_comment="drains with time, so that old failures are forgotten")
    last_at = models.DateTimeField(db_index=True)
