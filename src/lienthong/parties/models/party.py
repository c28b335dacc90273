"""Whom the administration serves: citizens, enterprises, household businesses; on screen never "party"."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.kernel.keys import new_key
from lienthong.kernel.search.fields import NameKeyField, SortKeyField, WordsField, words_index


class PartyKind(models.TextChoices):
    CITIZEN = "citizen", _("Công dân")
    ENTERPRISE = "enterprise", _("Doanh nghiệp, tổ chức")
    HOUSEHOLD_BUSINESS = "household_business", _("Hộ kinh doanh")


class IdentifierKind(models.TextChoices):
    TAX_CODE = "tax_code", _("Mã số thuế")
    PERSONAL_NUMBER = "personal_number", _("Số định danh cá nhân")
    OTHER = "other", _("Giấy tờ khác")


class Party(models.Model):
    """One citizen, enterprise or household business. A branch is a party too: it signs and owes for itself.

    Of a citizen, name, identifier and address are personal data: reading them is an act (`parties.read`).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.TextField(unique=True, db_comment="ours, for files and addresses")
    kind = models.TextField(choices=PartyKind.choices)
    name = models.TextField(db_comment="personal data of a citizen")
    short_name = models.TextField(blank=True)
    identifier_kind = models.TextField(choices=IdentifierKind.choices)
    identifier = models.TextField(db_comment="without spaces; personal data of a citizen")
    address = models.TextField(blank=True, db_comment="personal data of a citizen")
    place_id = models.UUIDField(null=True, db_comment="key of a place in the directory, opaque here")
    sectors = ArrayField(models.TextField(), default=list, blank=True, db_comment="fields of business")
    since = models.DateTimeField(db_comment="when it was registered here")
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    words = WordsField("name", "short_name", "identifier")
    order_key = SortKeyField("name")
    name_key = NameKeyField("name")

    class Meta:
        verbose_name = _("người dân, doanh nghiệp")
        indexes = [words_index("party_words"), models.Index("kind", "code", "id", name="party_list")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PartyKind.values), name="party_kind"),
            models.CheckConstraint(
                condition=models.Q(identifier_kind__in=IdentifierKind.values), name="party_identifier_kind"
            ),
            models.UniqueConstraint("identifier_kind", "identifier", name="party_identifier_once"),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="party_has_an_identifier"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def is_personal(self) -> bool:
        return self.kind == PartyKind.CITIZEN
