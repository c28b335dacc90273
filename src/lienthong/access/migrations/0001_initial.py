import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models

import lienthong.kernel.keys
from lienthong.kernel.acts.protection import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("history", "0001_span"),
        ("directory", "0001_initial"),
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "key",
                    models.BinaryField(
                        db_comment="HMAC-SHA256 of where from, and of the name that was typed",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "failures",
                    models.FloatField(db_comment="drains with time, so that old failures are forgotten"),
                ),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProfileCapability",
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
                    "during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        db_comment="when it was so: [from, to)"
                    ),
                ),
                ("known_from", models.DateTimeField(db_comment="since when we knew")),
                (
                    "known_to",
                    models.DateTimeField(db_comment="until when we believed it; empty: still", null=True),
                ),
                ("profile", models.TextField(db_comment="profile of a post of the directory")),
                (
                    "tier",
                    models.TextField(blank=True, db_comment="only in units of this tier; empty: in any"),
                ),
                ("capability", models.TextField()),
            ],
            options={
                "verbose_name": "quyền theo loại chức vụ",
                "indexes": [
                    models.Index(
                        models.F("profile"),
                        condition=models.Q(("known_to__isnull", True)),
                        name="profilecapability_believed",
                    )
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.MD5(
                                            django.db.models.functions.text.Concat(
                                                "profile",
                                                models.Value("/"),
                                                "tier",
                                                models.Value("/"),
                                                "capability",
                                                output_field=models.TextField(),
                                            )
                                        ),
                                        models.UUIDField(),
                                    ),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="profilecapability_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="profilecapability_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
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
                    "username",
                    models.TextField(
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9][a-z0-9._-]{1,63}\\Z",
                                "Tên đăng nhập có từ 2 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
                            )
                        ],
                        verbose_name="Tên đăng nhập",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "must_change_password",
                    models.BooleanField(
                        db_comment="an administrator made the password: every page asks for another first",
                        default=False,
                    ),
                ),
                (
                    "signed_in_at",
                    models.DateTimeField(blank=True, db_comment="the last time, by the time here", null=True),
                ),
                ("language", models.CharField(default="vi", max_length=2)),
                ("dense", models.BooleanField(db_comment="compact rows in lists", default=False)),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="parties.party",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="directory.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài khoản",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("party__isnull", True), _connector="OR"
                        ),
                        name="account_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-z0-9][a-z0-9._-]{1,63}$")),
                        name="account_username_plain",
                    ),
                ],
            },
        ),
        protect("access_profilecapability", updatable=("known_to",)),
    ]
