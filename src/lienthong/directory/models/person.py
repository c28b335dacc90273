"""People of the directory. A name may be corrected or erased: what was printed stands on the acts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.directory.models.unit import Unit
from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import NameKeyField, WordsField, words_index


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True)
    full_name = models.TextField(db_comment="personal data")
    gender = models.TextField(blank=True, db_comment="personal data; for the form of address")
    email = models.TextField(blank=True, db_comment="official address, public")
    phone = models.TextField(blank=True, db_comment="official number, public")
    entered_by = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        related_name="+",
        db_comment="the agency that entered the person, and keeps them until they hold a post; empty: the province",
    )
    words = WordsField("full_name")
    name_key = NameKeyField("full_name")

    class Meta:
        verbose_name = _("cán bộ")
        indexes = [words_index("person_words"), models.Index("name_key", name="person_name_key")]

    def __str__(self) -> str:
        return self.full_name
