import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import lienthong.kernel.keys
import lienthong.kernel.search.fields
from lienthong.kernel.acts.protection import protect

# A number taken back by a rollback never returns, so nothing read under it can be mistaken for another state.
REVISIONS = "CREATE SEQUENCE directory_revisions"
VERSIONED = {
    "unitversion": ("words", "order_key"),
    "unitplacement": (),
    "unitcode": (),
    "groupmember": (),
    "mandate": (),
    "coordinatingbody": (),
    "bodyseat": (),
    "postversion": (),
    "appointment": (),
    "placeversion": ("words", "order_key"),
    "unitsuccession": (),
    "placesuccession": (),
    "population": (),
}


def allow_numbers(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if settings.APP_ROLE:
        editor.execute(f'GRANT USAGE ON SEQUENCE directory_revisions TO "{settings.APP_ROLE}"')


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("acts", "0001_initial"),
        ("history", "0001_span"),
        ("search", "0001_folding"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeScheme",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
                ("form", models.TextField(blank=True, db_comment="how a code is written, in words")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ("source", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "bộ mã định danh",
            },
        ),
        migrations.CreateModel(
            name="FieldOfWork",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "lĩnh vực phụ trách",
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                    "code",
                    models.TextField(db_comment="ours; the statistical code is on the version", unique=True),
                ),
            ],
            options={
                "verbose_name": "địa bàn",
            },
        ),
        migrations.CreateModel(
            name="PlaceKind",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
                ("tier", models.TextField()),
            ],
            options={
                "verbose_name": "loại địa bàn",
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("title", models.TextField()),
                ("licence", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "nguồn dữ liệu",
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                    "code",
                    models.TextField(
                        db_comment="ours, for files and addresses; never shown as official", unique=True
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan, đơn vị",
            },
        ),
        migrations.CreateModel(
            name="UnitGroup",
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
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        db_comment="when the list is in use; empty: always", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm cơ quan",
            },
        ),
        migrations.CreateModel(
            name="UnitKind",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
                (
                    "tier",
                    models.TextField(
                        db_comment="province, district, commune, division: a word for filters, not a rank"
                    ),
                ),
                (
                    "has_seal",
                    models.BooleanField(db_comment="a cơ quan; without one, a đơn vị inside another"),
                ),
                (
                    "under_committee",
                    models.BooleanField(db_comment="false: vertical agencies, Party, People's Council"),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        db_comment="when such units may exist; empty: always", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "loại cơ quan, đơn vị",
            },
        ),
        migrations.CreateModel(
            name="UnitTree",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "cây tổ chức",
            },
        ),
        migrations.CreateModel(
            name="DirectoryRevision",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="directoryrevision_is_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("full_name", models.TextField(db_comment="personal data")),
                ("gender", models.TextField(blank=True, db_comment="personal data; for the form of address")),
                ("email", models.TextField(blank=True, db_comment="official address, public")),
                ("phone", models.TextField(blank=True, db_comment="official number, public")),
                ("words", lienthong.kernel.search.fields.WordsField("full_name")),
                ("name_key", lienthong.kernel.search.fields.NameKeyField("full_name")),
            ],
            options={
                "verbose_name": "cán bộ",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="person_words"),
                    models.Index(models.F("name_key"), name="person_name_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("title", models.TextField()),
                (
                    "profile",
                    models.TextField(
                        db_comment="opaque here; the area of access gives capabilities to profiles"
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        db_comment="fields of responsibility",
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "rank",
                    models.SmallIntegerField(db_comment="order inside the unit, the head first", default=0),
                ),
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="directory.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "chức vụ",
            },
        ),
        migrations.CreateModel(
            name="PlaceSuccession",
            fields=[
                (
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("known_from", models.DateTimeField(db_comment="since when we knew")),
                (
                    "known_to",
                    models.DateTimeField(db_comment="until when we believed it; empty: still", null=True),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("MERGER", "Sáp nhập"), ("SPLIT", "Chia tách"), ("RENAMING", "Đổi tên")]
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        db_comment="of its people; over 0, at most 1", decimal_places=10, max_digits=12
                    ),
                ),
                ("on", models.DateField(db_comment="the first day of the new boundaries")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_to",
                        to="directory.place",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế thừa địa bàn",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="placesuccession_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["MERGER", "SPLIT", "RENAMING"])),
                        name="placesuccession_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        fields=("predecessor", "successor", "on"),
                        name="placesuccession_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceVersion",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("name", models.TextField()),
                ("short_name", models.TextField(blank=True)),
                (
                    "gso_code",
                    models.TextField(
                        blank=True, db_comment="of the General Statistics Office; repeats over time"
                    ),
                ),
                ("area_km2", models.DecimalField(decimal_places=4, max_digits=10, null=True)),
                (
                    "lat",
                    models.DecimalField(
                        db_comment="a point inside, WGS 84", decimal_places=6, max_digits=9, null=True
                    ),
                ),
                ("lon", models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ("note", models.TextField(blank=True)),
                ("words", lienthong.kernel.search.fields.WordsField("name", "gso_code")),
                ("order_key", lienthong.kernel.search.fields.SortKeyField("name")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.placekind",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông tin địa bàn",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="placeversion_words"),
                    models.Index(models.F("parent"), name="placeversion_parent"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("place_id"), "during", function="span"), "&&")],
                        name="placeversion_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="placeversion_some_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_km2__isnull", True), ("area_km2__gt", 0), _connector="OR"),
                        name="placeversion_area_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("place", models.F("parent")), _negated=True),
                            _connector="OR",
                        ),
                        name="placeversion_not_in_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Population",
            fields=[
                (
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("known_from", models.DateTimeField(db_comment="since when we knew")),
                (
                    "known_to",
                    models.DateTimeField(db_comment="until when we believed it; empty: still", null=True),
                ),
                ("on", models.DateField()),
                ("people", models.IntegerField()),
                ("urban", models.IntegerField(null=True)),
                ("rural", models.IntegerField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="populations",
                        to="directory.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "dân số",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        fields=("place", "on"),
                        name="population_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 0)), name="population_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("urban__isnull", True),
                            ("rural__isnull", True),
                            (
                                "people",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("urban"), "+", models.F("rural")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="population_parts_add_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("holder", "Chính thức"),
                            ("acting", "Phụ trách, quyền"),
                            ("concurrent", "Kiêm nhiệm"),
                        ],
                        default="holder",
                    ),
                ),
                (
                    "status",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("cadre", "Cán bộ"),
                            ("civil_servant", "Công chức"),
                            ("public_employee", "Viên chức"),
                            ("contract", "Người lao động"),
                            ("part_time", "Người hoạt động không chuyên trách"),
                            ("", "Chưa rõ"),
                        ],
                        default="",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="directory.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="directory.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "bổ nhiệm",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("person_id", "post_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="appointment_once",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("kind__in", ["holder", "concurrent"]), ("known_to__isnull", True)
                        ),
                        expressions=[(models.Func(models.F("post_id"), "during", function="span"), "&&")],
                        name="appointment_one_holder",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind__in", ["acting"]), ("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("post_id"), "during", function="span"), "&&")],
                        name="appointment_one_acting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="appointment_some_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["holder", "acting", "concurrent"])),
                        name="appointment_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["cadre", "civil_servant", "public_employee", "contract", "part_time", ""],
                            )
                        ),
                        name="appointment_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostVersion",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("title", models.TextField()),
                (
                    "profile",
                    models.TextField(
                        db_comment="opaque here; the area of access gives capabilities to profiles"
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        db_comment="fields of responsibility",
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "rank",
                    models.SmallIntegerField(db_comment="order inside the unit, the head first", default=0),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="directory.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông tin chức vụ",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("post_id"), "during", function="span"), "&&")],
                        name="postversion_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="postversion_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("code", models.TextField(db_comment="the same mandate under successive holders")),
                ("title", models.TextField()),
                ("title_en", models.TextField(blank=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "chức năng, nhiệm vụ",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.MD5("code"), models.UUIDField()
                                    ),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="mandate_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="mandate_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoordinatingBody",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "standing_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_for",
                        to="directory.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_comment="the body",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_agencies",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "tổ chức phối hợp liên ngành",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("unit_id"), "during", function="span"), "&&")],
                        name="coordinatingbody_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="coordinatingbody_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodySeat",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "role",
                    models.TextField(
                        db_comment="Trưởng ban, Phó Trưởng ban, Ủy viên: as the decision words it"
                    ),
                ),
                ("rank", models.SmallIntegerField(default=0)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="directory.post"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="directory.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên tổ chức phối hợp",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("body_id", "post_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="bodyseat_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="bodyseat_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitCode",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("scheme", models.TextField(db_comment="a code of CodeScheme")),
                ("code", models.TextField(db_comment="in capitals, as the scheme writes it")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="directory.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "mã định danh",
                "indexes": [models.Index(models.F("code"), name="unitcode_code")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("unit_id", "scheme", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="unitcode_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="unitcode_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.unit",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="directory.unitgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan trong nhóm",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("group_id", "unit_id", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="groupmember_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="groupmember_some_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitPlacement",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("tree", models.TextField(db_comment="a code of UnitTree", default="administrative")),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placed_below",
                        to="directory.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan quản lý trực tiếp",
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.Func("unit_id", "tree", function="key_of"),
                                    "during",
                                    function="span",
                                ),
                                "&&",
                            )
                        ],
                        name="unitplacement_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="unitplacement_some_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("parent")), _negated=True),
                        name="unitplacement_not_below_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                (
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("known_from", models.DateTimeField(db_comment="since when we knew")),
                (
                    "known_to",
                    models.DateTimeField(db_comment="until when we believed it; empty: still", null=True),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("MERGER", "Sáp nhập"), ("SPLIT", "Chia tách"), ("RENAMING", "Đổi tên")]
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        db_comment="of the predecessor; over 0, at most 1", decimal_places=10, max_digits=12
                    ),
                ),
                ("on", models.DateField(db_comment="the first day of the successor")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_to",
                        to="directory.unit",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế thừa cơ quan, đơn vị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="unitsuccession_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["MERGER", "SPLIT", "RENAMING"])),
                        name="unitsuccession_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "MERGER"), _negated=True),
                            models.Q(("predecessor", models.F("successor")), _negated=True),
                            _connector="OR",
                        ),
                        name="unitsuccession_not_merged_into_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        fields=("predecessor", "successor", "on"),
                        name="unitsuccession_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitVersion",
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
                    "source",
                    models.TextField(
                        blank=True, db_comment="codes of sources joined by ;, or the deciding document"
                    ),
                ),
                (
                    "assumed",
                    models.TextField(
                        blank=True, db_comment="names of columns that no source states, joined by ;"
                    ),
                ),
                ("name", models.TextField()),
                ("short_name", models.TextField(blank=True)),
                (
                    "symbol",
                    models.TextField(blank=True, db_comment="in the symbols of documents: STTTT, 141-KL/TU"),
                ),
                (
                    "position",
                    models.IntegerField(db_comment="order in official lists; equal ones by name", default=0),
                ),
                ("note", models.TextField(blank=True)),
                ("words", lienthong.kernel.search.fields.WordsField("name", "short_name", "symbol")),
                ("order_key", lienthong.kernel.search.fields.SortKeyField("name")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unitkind"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.place",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông tin cơ quan, đơn vị",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="unitversion_words")
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("known_to__isnull", True)),
                        expressions=[(models.Func(models.F("unit_id"), "during", function="span"), "&&")],
                        name="unitversion_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="unitversion_some_day"
                    ),
                ],
            },
        ),
        migrations.RunSQL(REVISIONS, "DROP SEQUENCE directory_revisions"),
        migrations.RunPython(allow_numbers, migrations.RunPython.noop),
        # Generated columns are not there yet when the trigger looks: they are named so that it does not compare them.
        *[
            protect(f"directory_{table}", updatable=("known_to", *generated))
            for table, generated in VERSIONED.items()
        ],
    ]
