"""The record and its proof. Rows here are inserted and never changed; the database refuses otherwise."""

from datetime import timedelta

from django.db import models

from lienthong.kernel.keys import new_key


class Installation(models.Model):
    """One row: what this installation is. Only one marked as simulated may set `recorded_at`."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.TextField()
    origin = models.TextField(db_comment="first line of every checkpoint (C2SP tlog-checkpoint)")
    simulated = models.BooleanField(default=False)
    since = models.DateTimeField()
    ahead = models.DurationField(
        default=timedelta(0), db_comment="how far the clock here is from the world's; zero unless simulated"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one"),
            models.CheckConstraint(
                condition=models.Q(simulated=True) | models.Q(ahead=timedelta(0)),
                name="installation_real_time",
            ),
        ]


class ClockMove(models.Model):
    """The clock of a simulated installation was moved on; never back. A real one has none, and heeds none."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    by = models.DurationField(db_comment="how much further it is from the world's since then")
    act_id = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(by__gt=timedelta(0)), name="clockmove_goes_on")
        ]


class Act(models.Model):
    """One thing done, by one actor, at one moment; plain values without foreign keys, so that it outlives them."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    verb = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    actor_kind = models.TextField()
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    delegation_id = models.UUIDField(null=True)
    actor_name = models.TextField(db_comment="as printed at that moment")
    actor_post = models.TextField()
    actor_unit = models.TextField()
    at = models.DateTimeField(db_comment="when it was done")
    recorded_at = models.DateTimeField(db_comment="when the system wrote it down; on-time figures count this")
    detail = models.JSONField(db_comment="no personal data")
    personal_hash = models.TextField(  # noqa: DJ001 - no erasable part is not an empty one
        null=True, db_comment="hex SHA-256 over salt and RFC 8785 of the erasable part"
    )
    revokes = models.UUIDField(null=True)
    leaf_version = models.SmallIntegerField()

    class Meta:
        indexes = [
            models.Index(
                "case_id", "recorded_at", "id", name="act_case", condition=models.Q(case_id__isnull=False)
            ),
            models.Index("subject_id", "recorded_at", name="act_subject"),
            models.Index("verb", "recorded_at", name="act_verb"),
            models.Index("unit_id", "recorded_at", name="act_unit"),
            models.Index("revokes", name="act_revokes", condition=models.Q(revokes__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.id}"


class Personal(models.Model):
    """The erasable part of an act: the leaf commits to its hash, so erasing it breaks no proof."""

    act_id = models.UUIDField(primary_key=True)
    salt = models.BinaryField()
    payload = models.JSONField()


class Pending(models.Model):
    """A leaf that has no position yet; the sequencer moves it into an entry."""

    act_id = models.UUIDField(primary_key=True)
    leaf = models.BinaryField()


class Entry(models.Model):
    """A leaf of the Merkle tree: the position orders acts as they were committed."""

    position = models.BigIntegerField(primary_key=True)
    act_id = models.UUIDField(unique=True)
    leaf = models.BinaryField(db_comment="SHA-256 leaf hash, RFC 6962")


class Checkpoint(models.Model):
    """A signed head of the tree (C2SP tlog-checkpoint); also kept outside the database."""

    tree_size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField(db_comment="roots of the complete subtrees, 32 bytes each, largest first")
    signed_at = models.DateTimeField()
    note = models.TextField(db_comment="signed note, as published")

    class Meta:
        indexes = [models.Index("signed_at", name="checkpoint_signed_at")]


class Projected(models.Model):
    """How far a projection has come: it knows the acts of a head of this size."""

    name = models.TextField(primary_key=True)
    size = models.BigIntegerField()
