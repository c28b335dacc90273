import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import lienthong.kernel.keys
from lienthong.kernel.acts.protection import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                (
                    "sha256",
                    models.CharField(
                        db_comment="hex, lower case", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("size", models.BigIntegerField(db_comment="bytes")),
                ("media_type", models.TextField(db_comment="as found in the content")),
                ("stored_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="blob_hash"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="blob_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.TextField(db_comment="as given, without a path")),
                ("subject_kind", models.TextField()),
                ("subject_id", models.UUIDField()),
                ("act_id", models.UUIDField()),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="vault.blob",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_id", "subject_kind"], name="attachment_subject"),
                    models.Index(fields=["act_id"], name="attachment_act"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        choices=[
                            ("clean", "Không phát hiện mã độc"),
                            ("infected", "Có mã độc"),
                            ("not_scanned", "Chưa quét được mã độc"),
                        ]
                    ),
                ),
                ("scanner", models.TextField(db_comment="which one; a twin says that it is simulated")),
                ("detail", models.TextField(db_comment="the threat's name, or why it could not be scanned")),
                ("scanned_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="vault.blob"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["blob", "-scanned_at"], name="scan_latest")],
            },
        ),
        protect("vault_blob"),
        protect("vault_attachment"),
        protect("vault_scan"),
    ]
