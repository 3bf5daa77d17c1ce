"""When pictures are cut, and what becomes of their crops."""

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories import newsroom
from toasoan.portal.crops.names import folder, name_of
from toasoan.portal.crops.work import cut_picture, uncut
from toasoan.portal.models import Edition
from toasoan.stories.models import Picture


def asked():
    tasks = DBTaskResult.objects.filter(task_path=cut_picture.module_path)
    return [task.args_kwargs["args"] for task in tasks]


@pytest.fixture
def picture(commune):
    return newsroom.picture(commune.organisation, size=(300, 200))


def cut(picture):
    cut_picture.func(picture.pk)
    return Picture.objects.filter(pk=picture.pk).first()


def test_new_picture_is_cut_by_the_worker(commune, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = newsroom.picture(commune.organisation)

    assert asked() == [[picture.pk]]
    assert uncut(5) == [picture.pk]


def test_picture_without_consent_is_not_cut(
    commune, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        picture = newsroom.picture(
            commune.organisation, consent=Picture.Consent.UNKNOWN
        )
    cut(picture)

    assert (asked(), uncut(5)) == ([], [])
    assert not folder(picture.pk).exists()


def test_cut_picture_tells_its_pages_and_asks_no_more(
    commune, picture, django_capture_on_commit_callbacks
):
    before = Edition.objects.get(organisation=commune.organisation).number

    with django_capture_on_commit_callbacks(execute=True):
        done = cut(picture)

    named = (name_of(picture), 300, 200)
    assert (done.cut, done.cut_width, done.cut_height) == named
    assert Edition.objects.get(organisation=commune.organisation).number > before
    assert (asked(), uncut(5)) == ([], [])


def test_new_focal_point_gets_new_names_and_keeps_the_old_files(
    picture, django_capture_on_commit_callbacks
):
    picture = cut(picture)
    old = picture.cut
    picture.focal_point_x = picture.focal_point_y = 20
    picture.focal_point_width = picture.focal_point_height = 10

    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
    assert asked() == [[picture.pk]]
    new = cut(picture).cut

    assert new != old
    assert sorted(one.name for one in folder(picture.pk).iterdir()) == sorted(
        [old, new]
    )


def test_withdrawn_consent_takes_the_files_away(
    picture, django_capture_on_commit_callbacks
):
    picture = cut(picture)
    picture.consent = Picture.Consent.REFUSED

    with django_capture_on_commit_callbacks(execute=True):
        picture.save()

    assert not folder(picture.pk).exists()
    assert Picture.objects.get().cut == ""


def test_deleted_picture_takes_its_files_along(
    picture, django_capture_on_commit_callbacks
):
    picture = cut(picture)
    pk = picture.pk

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()

    assert not folder(pk).exists()


def test_broken_picture_is_tried_once(picture):
    with open(picture.file.path, "wb") as file:
        file.write(b"no picture")

    tried = cut(picture)

    assert (tried.cut, tried.cut_width) == (name_of(picture), None)
    assert uncut(5) == []
