import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.keys
import lienthong.kernel.search.fields
from lienthong.kernel.acts.protection import protect

VERSIONED = ("branch", "focalbranch", "representative", "partygroupmember")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("history", "0001_span"),
        ("search", "0001_folding"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyGroup",
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
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "nhóm doanh nghiệp",
            },
        ),
        migrations.CreateModel(
            name="Party",
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
                ("code", models.TextField(db_comment="ours, for files and addresses", unique=True)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("citizen", "Công dân"),
                            ("enterprise", "Doanh nghiệp, tổ chức"),
                            ("household_business", "Hộ kinh doanh"),
                        ]
                    ),
                ),
                ("name", models.TextField(db_comment="personal data of a citizen")),
                ("short_name", models.TextField(blank=True)),
                (
                    "identifier_kind",
                    models.TextField(
                        choices=[
                            ("tax_code", "Mã số thuế"),
                            ("personal_number", "Số định danh cá nhân"),
                            ("other", "Giấy tờ khác"),
                        ]
                    ),
                ),
                ("identifier", models.TextField(db_comment="without spaces; personal data of a citizen")),
                ("address", models.TextField(blank=True, db_comment="personal data of a citizen")),
                (
                    "place_id",
                    models.UUIDField(db_comment="key of a place in the directory, opaque here", null=True),
                ),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        db_comment="fields of business",
                        default=list,
                        size=None,
                    ),
                ),
                ("since", models.DateTimeField(db_comment="when it was registered here")),
                ("source", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("words", lienthong.kernel.search.fields.WordsField("name", "short_name", "identifier")),
                ("order_key", lienthong.kernel.search.fields.SortKeyField("name")),
                ("name_key", lienthong.kernel.search.fields.NameKeyField("name")),
            ],
            options={
                "verbose_name": "người dân, doanh nghiệp",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="party_words"),
                    models.Index(models.F("kind"), models.F("code"), models.F("id"), name="party_list"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "enterprise", "household_business"])),
                        name="party_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identifier_kind__in", ["tax_code", "personal_number", "other"])),
                        name="party_identifier_kind",
                    ),
                    models.UniqueConstraint(
                        models.F("identifier_kind"), models.F("identifier"), name="party_identifier_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identifier", ""), _negated=True), name="party_has_an_identifier"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FocalBranch",
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
                ("place_id", models.UUIDField(db_comment="key of the province in the directory")),
                ("place_name", models.TextField()),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_for",
                        to="parties.party",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focal_branches",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "chi nhánh đầu mối",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("enterprise_id", "place_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="focalbranch_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="focalbranch_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Branch",
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
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="parties.party",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branch_of",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "chi nhánh",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("party_id"), "during", function="span"), "&&")],
                        name="branch_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="branch_some_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party", models.F("enterprise")), _negated=True),
                        name="branch_not_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyGroupMember",
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
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="parties.partygroup",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "doanh nghiệp trong nhóm",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("group_id", "party_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="partygroupmember_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="partygroupmember_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
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
                (
                    "title",
                    models.TextField(
                        db_comment="Giám đốc, chủ hộ, người được ủy quyền: as the paper words it"
                    ),
                ),
                (
                    "citizen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represents",
                        to="parties.party",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="parties.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "người đại diện",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("party_id", "citizen_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="representative_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="representative_some_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party", models.F("citizen")), _negated=True),
                        name="representative_not_itself",
                    ),
                ],
            },
        ),
        *[protect(f"parties_{table}", updatable=("known_to",)) for table in VERSIONED],
    ]
