"""What may happen to a newsroom, for test_in_step: each a function of one number.

A happening chooses among what there is by its number; one that finds nothing to do
does nothing.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.models.sites import (
    SITE_ROOT_PATHS_CACHE_KEY,
    SITE_ROOT_PATHS_CACHE_VERSION,
)

from tests.factories import newsroom, registers
from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.portal.everything import addresses
from toasoan.portal.snapshots import keep
from toasoan.registers.actions import bring_in
from toasoan.registers.models import DirectiveDocument, Event, Exemplar, Replacement
from toasoan.registers.sheets.forms import form_of
from toasoan.registers.sheets.table import read_table
from toasoan.stories.actions import open_column
from toasoan.stories.models import ColumnPage, File, HomePage, Picture, StoryPage, Topic
from toasoan.stories.schedule import publish_due

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SPANS = (timedelta(seconds=90), HOUR, 5 * HOUR, DAY, 8 * DAY, 40 * DAY, 400 * DAY)
COLOURS = ("#23306b", "#7a1f1f", "#0b4f3a")
HAPPENINGS = {}


def happening(function):
    HAPPENINGS[function.__name__] = function
    return function


def furnish(room):
    """Give `room` a little of everything that its portal shows."""
    second = open_column(
        organisation=room.organisation, name="An toàn trên mạng", topics=["Lừa đảo"]
    )
    cover = newsroom.picture(room.organisation, "Cầu", size=(1300, 700))
    story = newsroom.published(room, "Sửa xong cầu", cover=cover, cover_alt="Cầu mới")
    newsroom.published(room, "Họp thôn")
    document = registers.document(room)
    registers.attach(document, registers.file(room))
    registers.event(room, starts_at=timezone.now() + 2 * DAY)
    registers.tell(registers.exemplar(room), story)
    return second


def one_of(found, number):
    """Return one of the rows of `found`, or None."""
    rows = list(found.order_by("pk"))
    return rows[number % len(rows)] if rows else None


def stories(room):
    return StoryPage.objects.filter(organisation=room.organisation)


def put_up(page):
    """Publish `page` as it stands in memory."""
    page.save_revision().publish()


def change(found, number, **fields):
    """Save other `fields` of one of `found`, as a form does."""
    one = one_of(found, number)
    if one:
        for name, value in fields.items():
            setattr(one, name, value)
        one.save()


def correct(room, number, **fields):
    """Publish one public story with other `fields`."""
    story = one_of(stories(room).live(), number)
    if story:
        for name, value in fields.items():
            setattr(story, name, value)
        put_up(story)


@happening
def story_goes_up(room, clock, number):
    newsroom.published(room, f"Tin số {number}")


@happening
def story_is_approved_for_later(room, clock, number):
    newsroom.published(
        room, f"Tin hẹn {number}", go_live_at=timezone.now() + SPANS[number % 5]
    )


@happening
def story_goes_up_under_embargo(room, clock, number):
    newsroom.published(
        room, f"Tin chờ {number}", embargo_until=timezone.now() + SPANS[number % 5]
    )


@happening
def story_waits_for_approval(room, clock, number):
    newsroom.submitted(room, f"Tin nháp {number}")


@happening
def headline_is_corrected(room, clock, number):
    correct(room, number, title=f"Đã đính chính {number}")


@happening
def lead_and_place_are_corrected(room, clock, number):
    correct(room, number, lead=f"Sửa sapo {number}.", place=f"Thôn {number}")


@happening
def picture_comes_into_the_text(room, clock, number):
    shown = one_of(Picture.objects.filter(collection=folder(room)), number)
    block = {"picture": shown, "alt": "Ảnh", "caption": f"Chú thích {number}"}
    correct(room, number, body=[("picture", block)])


@happening
def file_comes_into_the_text(room, clock, number):
    found = one_of(File.objects.filter(collection=folder(room)), number)
    correct(room, number, body=[("document", {"document": found, "title": ""})])


@happening
def story_gets_topics(room, clock, number):
    topics = list(Topic.objects.of(room.organisation))
    correct(room, number, topics=topics[: number % 3])


@happening
def story_is_pinned(room, clock, number):
    correct(room, number, pinned_until=timezone.now() + SPANS[number % 5])


@happening
def story_will_end(room, clock, number):
    correct(room, number, expire_at=timezone.now() + SPANS[number % 5])


@happening
def story_gets_another_address(room, clock, number):
    story = one_of(stories(room).live(), number)
    if story:
        story.slug = f"dia-chi-{story.pk}-{number}"
        put_up(story)


@happening
def story_is_taken_down(room, clock, number):
    story = one_of(stories(room).live(), number)
    if story:
        story.unpublish()


@happening
def story_comes_back(room, clock, number):
    story = one_of(stories(room).filter(live=False), number)
    if story:
        put_up(story)


@happening
def story_is_deleted(room, clock, number):
    story = one_of(stories(room), number)
    if story and not Exemplar.objects.filter(stories__story=story).exists():
        story.deliveries.all().delete()
        story.delete()


@happening
def story_moves(room, clock, number):
    story = one_of(stories(room), number)
    place = one_of(columns(room), number // 7)
    if story and not story.is_child_of(place):
        story.move(place, pos="first-child")


def columns(room):
    return ColumnPage.objects.filter(organisation=room.organisation)


@happening
def column_is_renamed(room, clock, number):
    column = one_of(columns(room), number)
    slug = f"chuyen-muc-{column.pk}-{number}"
    column.title, column.slug = f"Chuyên mục {number}", slug
    put_up(column)


@happening
def column_is_introduced(room, clock, number):
    column = one_of(columns(room), number)
    column.introduction = f"Giới thiệu {number}."
    put_up(column)


@happening
def column_closes_or_opens(room, clock, number):
    column = one_of(columns(room), number)
    if column.live:
        column.unpublish()
    else:
        put_up(column)


@happening
def plan_opens_a_column(room, clock, number):
    open_column(
        organisation=room.organisation,
        name=f"Cột mới {number}",
        topics=[f"Chủ đề {number}"],
    )


@happening
def plan_adds_a_topic(room, clock, number):
    column = one_of(columns(room), number)
    open_column(
        organisation=room.organisation,
        name=column.title,
        topics=[f"Chủ đề thêm {number}"],
    )


@happening
def plan_is_made(room, clock, number):
    year = room.organisation.plans.count() + 2026
    newsroom.plan_of(room.organisation, room.column, [room.portal], year=year)


@happening
def topic_is_reworded(room, clock, number):
    column = one_of(columns(room), number)
    for topic in column.topics.all()[:1]:
        topic.text = f"Chủ đề sửa {number}"
        column.topics = [topic, *list(column.topics.all())[1:]]
    put_up(column)


@happening
def house_is_painted(room, clock, number):
    home = HomePage.objects.get(pk=room.home.pk)
    home.main_colour = COLOURS[number % 3]
    home.welcome = f"<p>Kính chào {number}</p>"
    home.logo = one_of(Picture.objects.filter(collection=folder(room)), number)
    put_up(home)


@happening
def storm_is_announced(room, clock, number):
    home = HomePage.objects.get(pk=room.home.pk)
    home.urgent_text = f"Bão số {number}"
    home.urgent_until = timezone.now() + SPANS[number % 5]
    put_up(home)


@happening
def commune_changes(room, clock, number):
    found = Organisation.objects.filter(pk=room.organisation.pk)
    change(found, 0, telephone=f"0200 {number}", spokesperson=f"Bà Mẫu {number}")


@happening
def unit_is_renamed(room, clock, number):
    unit, _new = Organisation.objects.get_or_create(
        kind=Organisation.Kind.MASS_ORGANISATION,
        code="hoi",
        parent=room.organisation,
        defaults={"name": "Hội Phụ nữ"},
    )
    change(Channel.objects.filter(pk=room.zalo.pk), 0, unit=unit)
    change(Organisation.objects.filter(pk=unit.pk), 0, name=f"Hội {number}")


@happening
def channel_changes(room, clock, number):
    day = room.organisation.local_day(timezone.now())
    channel = one_of(
        Channel.objects.of(room.organisation).exclude(kind="portal"), number
    )
    change(
        Channel.objects.filter(pk=channel.pk),
        0,
        name=f"Kênh {channel.pk}-{number}",
        opened_on=day + DAY * (number % 3),
        closed_on=day + DAY * (number % 5 + 3) if number % 2 else None,
    )


@happening
def channel_is_opened(room, clock, number):
    name = f"Trang {Channel.objects.count()}"
    newsroom.channel(room.organisation, name, "facebook", "handed")


def folder(room):
    return newsroom.folder_of(room.organisation)


@happening
def picture_is_credited(room, clock, number):
    found = Picture.objects.filter(collection=folder(room))
    change(found, number, credit=f"Máy ảnh {number}")


@happening
def consent_is_taken_back(room, clock, number):
    consent = Picture.Consent.REFUSED if number % 2 else Picture.Consent.PUBLIC
    change(Picture.objects.filter(collection=folder(room)), number, consent=consent)


@happening
def picture_gets_another_focus(room, clock, number):
    change(
        Picture.objects.filter(collection=folder(room)),
        number,
        focal_point_x=number,
        focal_point_y=number // 2,
        focal_point_width=40,
        focal_point_height=40,
    )


@happening
def page_is_kept_back_or_open(room, clock, number):
    page = one_of([stories, columns][number % 2](room), number // 2)
    kept_back = PageViewRestriction.objects.filter(page=page).first()
    if kept_back:
        kept_back.delete()
    elif page:
        PageViewRestriction.objects.create(page=page, restriction_type="login")


@happening
def file_is_renamed(room, clock, number):
    change(File.objects.filter(collection=folder(room)), number, title=f"Tệp {number}")


def documents(room):
    return DirectiveDocument.objects.of(room.organisation)


@happening
def document_is_entered(room, clock, number):
    known = one_of(documents(room), number)
    newest = documents(room).order_by("pk").last()
    new = registers.document(room, number=f"{newest.pk + 1}-CV/ĐU")
    if known.pk != new.pk and number % 2:
        registers.replace(new, known)


@happening
def document_replaces_another_than_before(room, clock, number):
    new = one_of(documents(room), number)
    change(DirectiveDocument.objects.filter(pk=new.pk), 0, public=number % 3 != 0)
    row = one_of(Replacement.objects.filter(document=new), number)
    others = documents(room).exclude(pk=new.pk)
    if row is None and others:
        row = registers.replace(new, one_of(others, number // 3))
    others = others.exclude(replaced_in__document=new)
    if row and others:
        row.replaced = one_of(others, number // 5)
        row.save()


@happening
def document_is_corrected(room, clock, number):
    day = room.organisation.local_day(timezone.now())
    change(
        documents(room),
        number,
        abstract=f"Trích yếu {number}",
        effective_until=day + DAY * (number % 30),
        public=number % 4 != 0,
    )


@happening
def sheet_is_brought_in(room, clock, number):
    heads = "Loại văn bản;Số ký hiệu;Ngày ban hành;Cơ quan ban hành;Trích yếu;Công khai"
    lines = [
        f"Kế hoạch;{number}-{line}-KH/ĐU;05/11/2026;Đảng ủy xã;Việc {line};{shown}"
        for line, shown in enumerate(["có", "không"])
    ]
    bring_in(
        form=form_of("directivedocument", room.organisation),
        table=read_table("\n".join([heads, *lines]).encode(), "so.csv"),
        organisation=room.organisation,
        by=room.editor,
    )


@happening
def file_of_a_document_comes_or_goes(room, clock, number):
    one = one_of(documents(room), number)
    held = one.files.first()
    if held:
        held.delete()
    else:
        registers.attach(one, registers.file(room))


@happening
def document_gets_topics(room, clock, number):
    one = one_of(documents(room), number)
    one.topics.set(list(Topic.objects.of(room.organisation))[: number % 3])


@happening
def document_is_struck_out(room, clock, number):
    one = one_of(documents(room), number)
    if documents(room).count() > 1:
        one.delete()


@happening
def event_is_announced(room, clock, number):
    starts_at = timezone.now() + SPANS[number % 6]
    title = f"Hội nghị {Event.objects.count()}"
    registers.event(room, title=title, starts_at=starts_at)


@happening
def event_is_announced_long_before(room, clock, number):
    starts_at = timezone.now() + (350 + number % 450) * DAY
    registers.event(
        room,
        title=f"Lễ hội {Event.objects.count()}",
        starts_at=starts_at,
        ends_at=starts_at + 3 * HOUR if number % 2 else None,
        recurrence=Event.Recurrence.values[number % 3],
        recurs_until=starts_at.date() + (number % 90) * DAY if number % 4 else None,
        column=one_of(columns(room), number),
    )


@happening
def event_changes(room, clock, number):
    change(
        Event.objects.of(room.organisation),
        number,
        place=f"Nhà văn hóa {number}",
        cancelled=number % 3 == 0,
        public=number % 4 != 0,
        recurrence="" if number % 2 else Event.Recurrence.values[-1],
    )


@happening
def exemplar_changes(room, clock, number):
    change(
        Exemplar.objects.of(room.organisation),
        number,
        deed=f"Việc tốt {number}",
        year=2025 + number % 2,
        public=number % 4 != 0,
    )


@happening
def exemplar_is_told_of(room, clock, number):
    one = one_of(Exemplar.objects.of(room.organisation), number)
    story = one_of(stories(room), number)
    if one and story and not one.stories.filter(story=story).exists():
        registers.tell(one, story)


@happening
def portal_moves(room, clock, number):
    with as_in_another_process():
        change(
            newsroom.Site.objects.filter(root_page=room.home),
            0,
            hostname=f"xa-{number % 3}.localhost",
        )


@contextmanager
def as_in_another_process():
    """Let this process know no more of sites afterwards than it did before."""
    known = newsroom.Site.get_site_root_paths()
    yield
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, known, version=SITE_ROOT_PATHS_CACHE_VERSION)


@happening
def time_passes(room, clock, number):
    clock.shift(SPANS[number % len(SPANS)])


@happening
def clock_is_put_back(room, clock, number):
    clock.shift(-SPANS[number % 4])
    keep.outdated(timezone.now())


@happening
def minute_strikes(room, clock, number):
    publish_due(timezone.now())
    keep.outdated(timezone.now())


@happening
def worker_renders(room, clock, number):
    begun = len(connection.run_on_commit)
    publish_due(timezone.now())
    newsrooms = keep.outdated(timezone.now())
    # Pages go off the disk with the commit, before the worker renders them anew.
    for _ids, do, _robust in connection.run_on_commit[begun:]:
        do()
    del connection.run_on_commit[begun:]
    for pk in newsrooms:
        keep.refresh(pk, limit=number % 40)


@happening
def reader_looks_around(room, clock, number):
    home = HomePage.objects.get(pk=room.home.pk)
    keep.expect(room.organisation.pk, list(addresses(home))[number % 5 :: 3])
