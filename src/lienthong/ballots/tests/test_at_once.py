"""Two at once: one waits for the other and is then told what happened."""

import threading

import pytest
from django.db import connection

from lienthong.ballots import counting, voting
from lienthong.ballots.models import Vote
from lienthong.ballots.rules import Answer
from lienthong.ballots.tests.conftest import MEMBERS, TUESDAY, a_province
from lienthong.kernel.acts.actor import SYSTEM
from lienthong.kernel.acts.models import Act
from lienthong.kernel.acts.recording import replay
from lienthong.kernel.refusals import Refused


@pytest.fixture
def province(transactional_db, settings, tmp_path):
    """Committed, so that all threads see it."""
    settings.VAULT_ROOT = tmp_path
    return a_province()


def at_once(*deeds):
    """Do these in threads of their own; return what was refused."""
    ready, refused = threading.Barrier(len(deeds)), []

    def do(deed):
        try:
            ready.wait()
            with replay():
                deed()
        except Refused as refusal:
            refused.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db(transaction=True)
def test_all_members_at_once_are_all_heard(a_ballot, province):
    ballot = a_ballot()
    actors = [province.actor(role) for role in MEMBERS]

    refused = at_once(
        *(lambda by=by: voting.vote(ballot.pk, answer=Answer.AGREE, by=by, at=TUESDAY) for by in actors)
    )

    assert refused == []
    assert Vote.objects.filter(until__isnull=True).count() == len(MEMBERS)


@pytest.mark.django_db(transaction=True)
def test_one_member_in_two_windows_answers_once_and_the_other_form_is_stale(a_ballot, province):
    ballot, by = a_ballot(), province.actor("member")
    seen = ballot.papers.get(person__code="member").case.revision

    def answer(said):
        return lambda: voting.vote(ballot.pk, answer=said, by=by, at=TUESDAY, seen=seen)

    assert at_once(answer(Answer.AGREE), answer(Answer.DISAGREE)) == ["Stale"]
    assert Vote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_count_once(a_ballot, province):
    ballot = a_ballot(votes=dict.fromkeys(MEMBERS, Answer.AGREE))

    at_once(*[lambda: counting.settle(ballot.pk, by=SYSTEM, at=TUESDAY)] * 2)

    assert Act.objects.filter(verb="ballots.close").count() == 1
