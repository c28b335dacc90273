"""Evidence of entered figures: named in the act, shown beside the figure, handed out to whoever may see it."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lienthong.access.models import Account
from lienthong.kernel.acts.models import Act
from lienthong.kernel.refusals import Missing, NotAllowed
from lienthong.kernel.vault.models import Attachment
from lienthong.measures.models import Entry
from lienthong.plans import entering, targets
from lienthong.plans.tests.conftest import seal
from lienthong.plans.tests.test_targets import CODE, NEXT_DAY, text_of

TEXT = b"Bao cao 45/BC-STTTT"


@pytest.fixture
def attached(the_targets, visit, director, sent, settings, tmp_path):
    """T13 entered with a file."""
    settings.VAULT_ROOT = tmp_path
    clerk = replace(director, account_id=Account.objects.create(username="so.lieu").pk)
    file = SimpleUploadedFile("bao-cao.txt", TEXT, "text/plain")
    visit(entering.enter_page, "", CODE, "T13", by=clerk, posted=sent | {"evidence": file})
    seal(NEXT_DAY)
    return Attachment.objects.get()


def test_the_act_names_the_file_and_the_page_leads_to_it(attached, visit, leader):
    entry = Entry.objects.get()
    page = text_of(visit(targets.target_page, "", CODE, "T13", by=leader))

    assert Act.objects.get(pk=entry.act_id).detail["files"] == [attached.blob_id]
    assert attached.subject_id == entry.pk
    assert f"/ke-hoach/{CODE}/so-lieu/T13/tep/{attached.pk}/" in page


def test_who_may_see_figures_reads_it_and_nobody_else(attached, visit, leader):
    answer = visit(entering.file_page, "", CODE, "T13", attached.pk, by=leader)
    blind = replace(leader, capabilities=frozenset())

    assert b"".join(answer.streaming_content) == TEXT
    with pytest.raises(NotAllowed):
        visit(entering.file_page, "", CODE, "T13", attached.pk, by=blind)


def test_a_file_of_another_figure_is_not_there(attached, visit, leader):
    with pytest.raises(Missing):
        visit(entering.file_page, "", CODE, "T12", attached.pk, by=leader)


def test_a_file_that_is_refused_leaves_nothing(the_targets, visit, director, sent):
    file = SimpleUploadedFile("bao-cao.exe", b"MZ", "application/octet-stream")
    answer = visit(entering.enter_page, "", CODE, "T13", by=director, posted=sent | {"evidence": file})

    assert answer.status_code == 422
    assert not Entry.objects.exists()
