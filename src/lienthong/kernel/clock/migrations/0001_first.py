import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.keys
from lienthong.kernel.acts.protection import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial"), ("history", "0001_span")]

    operations = [
        migrations.CreateModel(
            name="NamedCalendar",
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
                ("key", models.TextField(db_comment="opaque; upper areas keep it as text", unique=True)),
                ("name", models.TextField()),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="clock.namedcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch làm việc",
            },
        ),
        migrations.CreateModel(
            name="CalendarNotice",
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
                ("year", models.SmallIntegerField()),
                ("title", models.TextField()),
                ("document", models.TextField(db_comment="number, date and issuer, as people cite it")),
                (
                    "source",
                    models.TextField(
                        db_comment="where the days were read, when not in the document itself", default=""
                    ),
                ),
                ("known_from", models.DateTimeField()),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="clock.calendarnotice",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="clock.namedcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo lịch nghỉ",
            },
        ),
        migrations.CreateModel(
            name="CalendarHours",
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
                    "week",
                    models.JSONField(
                        db_comment='shifts by weekday: {"mon": ["07:30-11:30"]}; a day left out is not worked'
                    ),
                ),
                ("day_seconds", models.IntegerField(db_comment="length of one working day, in seconds")),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="clock.namedcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "giờ làm việc",
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
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
                    "kind",
                    models.TextField(
                        choices=[("off", "Nghỉ"), ("make_up", "Làm bù"), ("half", "Làm nửa ngày")]
                    ),
                ),
                (
                    "worked",
                    models.TextField(
                        choices=[("", "Cả ngày"), ("morning", "Buổi sáng"), ("afternoon", "Buổi chiều")],
                        db_comment="the part that is worked; empty: as kind says",
                        default="",
                    ),
                ),
                (
                    "in_place_of",
                    models.DateField(db_comment="the day off that a make-up day stands for", null=True),
                ),
                ("title", models.TextField(db_comment="the occasion", default="")),
                (
                    "confidence",
                    models.TextField(
                        choices=[
                            ("law", "Theo luật"),
                            ("reported", "Theo thông báo đã công bố"),
                            ("to_confirm", "Cần xác nhận"),
                        ],
                        default="reported",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="clock.calendarnotice",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="clock.namedcalendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "ngày nghỉ, ngày làm bù",
            },
        ),
        migrations.CreateModel(
            name="Revision",
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
                    "number",
                    models.IntegerField(
                        db_comment="1, 2, 3 of this calendar: two writers at once collide here"
                    ),
                ),
                ("known_from", models.DateTimeField()),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="clock.namedcalendar",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="namedcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key", ""), _negated=True), models.Q(("name", ""), _negated=True)
                ),
                name="calendar_has_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedcalendar",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows", models.F("id")), _negated=True),
                name="calendar_follows_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("document", ""), _negated=True)
                ),
                name="calendarnotice_is_cited",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (2000, 2069))), name="calendarnotice_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarhours",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("known_to__isnull", True)),
                expressions=[(models.Func(models.F("calendar_id"), "during", function="span"), "&&")],
                name="calendarhours_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__isempty", False)), name="calendarhours_some_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarhours",
            constraint=models.CheckConstraint(
                condition=models.Q(("day_seconds__gt", 0), ("day_seconds__lte", 86400)),
                name="calendarhours_day_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("known_to__isnull", True)),
                expressions=[(models.Func(models.F("calendar_id"), "during", function="span"), "&&")],
                name="calendarday_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__isempty", False)), name="calendarday_some_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["off", "make_up", "half"])), name="calendarday_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "off"), ("worked", "")),
                    models.Q(("kind", "make_up"), ("worked__in", ["", "morning", "afternoon"])),
                    models.Q(("kind", "half"), ("worked__in", ["morning", "afternoon"])),
                    _connector="OR",
                ),
                name="calendarday_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_place_of__isnull", True), ("kind", "make_up"), _connector="OR"),
                name="calendarday_stands_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(fields=("calendar", "number"), name="revision_once"),
        ),
        protect("clock_namedcalendar"),
        protect("clock_revision"),
        protect("clock_calendarhours", updatable=("known_to",)),
        protect("clock_calendarnotice"),
        protect("clock_calendarday", updatable=("known_to",)),
    ]
