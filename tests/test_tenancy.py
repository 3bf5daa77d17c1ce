"""Two communes of one installation never see each other (promise 14).

The list of addresses is made by the machine from the URL resolver, so a new screen is
walked the day it is written.
"""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, Comment, Revision, Task, TaskState, Workflow

from tests.factories import newsroom, registers
from tests.walk import PARAMETER, addresses, ask, shut, walked_routes
from toasoan.channels.models import Broadcast, Channel, Delivery, FollowUp, Rendition
from toasoan.organisations.models import Membership, Organisation, Role
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.stories.actions import folder_of
from toasoan.stories.models import File, StoryPage


@pytest.fixture
def foreign(neighbour):
    """Everything the neighbour has, by the names addresses use for it."""
    organisation = neighbour.organisation
    waiting = newsroom.submitted(neighbour, f"Chờ duyệt {neighbour.marker}")
    story = newsroom.published(neighbour, f"Tin riêng {neighbour.marker}")
    picture = newsroom.picture(organisation, f"Ảnh {neighbour.marker}")
    document = File.objects.create(
        title=f"Văn bản {neighbour.marker}",
        file=ContentFile(b"noi dung", name="van-ban.txt"),
        collection=folder_of(organisation),
    )
    Rendition.objects.create(
        story=story,
        organisation=organisation,
        channel=neighbour.zalo,
        text=f"Lời riêng {neighbour.marker}",
    )
    Comment.objects.create(
        page=waiting,
        user=neighbour.editor,
        text=f"Góp ý {neighbour.marker}",
        contentpath="title",
    )
    entries = [
        registers.document(neighbour),
        registers.event(neighbour),
        registers.exemplar(neighbour),
    ]
    registers.attach(entries[0], document)
    registers.tell(entries[2], story)
    post = Delivery.objects.of(organisation).first()
    followup = FollowUp.objects.create(
        organisation=organisation, delivery=post, kind="recall", way="handed"
    )
    broadcast = Broadcast.objects.create(
        organisation=organisation, channel=post.channel, asked_at=timezone.now()
    )
    broadcast.posts.add(post)
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    revision = Revision.objects.for_instance(story).latest("pk")
    return {
        "neighbour": neighbour,
        "story": story,
        "waiting": waiting,
        "picture": picture,
        "document": document,
        "pages": [neighbour.home, neighbour.column, story, waiting],
        "state": state,
        "entries": entries,
        "revision": revision,
        "channels": Channel.objects.of(organisation),
        "deliveries": Delivery.objects.of(organisation),
        "followup": followup,
        "broadcast": broadcast,
        "plan": Plan.objects.of(organisation).get(),
        "cadence": Cadence.objects.of(organisation).first(),
        "assignment": Assignment.objects.of(organisation).first(),
        "membership": Membership.objects.filter(organisation=organisation).first(),
        "user": neighbour.editor,
        "group": Group.objects.get(
            role_group__organisation=organisation, role_group__role=Role.EDITOR
        ),
        "collection": Collection.objects.get(name__contains="ban-mau-thuong"),
        "workflow": Workflow.objects.get(workflow_pages__page=neighbour.home),
        "task": Task.objects.filter(pk=state.task_id).get(),
        "organisation": organisation,
    }


def candidates(name, route, foreign):
    """Return every foreign value that could stand for parameter `name`."""
    pages = [page.pk for page in foreign["pages"]]
    story = foreign["story"]
    by_name = {
        "page_id": pages,
        "parent_page_id": pages,
        "destination_id": pages,
        "page_to_move_id": pages,
        "page_to_copy_id": pages,
        "page_to_move": pages,
        "image_id": [foreign["picture"].pk],
        "document_id": [foreign["document"].pk],
        "document_filename": ["van-ban.txt"],
        "revision_id": [foreign["revision"].pk],
        "revision_id_a": [foreign["revision"].pk, "earliest"],
        "revision_id_b": [foreign["revision"].pk, "latest"],
        "task_state_id": [foreign["state"].pk],
        "workflow_state_id": [foreign["state"].workflow_state_id],
        "task_id": [foreign["task"].pk],
        "action_name": ["approve", "reject"],
        "user_id": [foreign["user"].pk],
        "content_type_app_name": ["stories"],
        "content_type_model_name": ["storypage", "columnpage"],
        "app_label": ["stories", "wagtailcore"],
        "model_name": ["storypage", "page", "picture", "columnpage"],
        "object_id": [story.pk, foreign["picture"].pk],
        "object_pk": [story.pk],
        "content_type_id": [1],
        "app_name": ["stories"],
        "slug": [story.slug],
        "register": ["directivedocument", "event", "exemplar"],
        "code": [foreign["organisation"].code],
        "filter_spec": ["width-100"],
        "path": [story.url_path.strip("/").split("/", 1)[-1]],
        "action_type": ["delete", "publish"],
        "action": ["delete", "publish", "approve"],
        "type": ["page"],
        "format": ["json"],
        "token": ["x"],
        "uidb64": ["x"],
        "signature": ["x"],
        "feature_name": ["x"],
        "mode": ["facebook"],
        "year": [2026],
        "month": [11, "2026-11"],
        "column": [foreign["neighbour"].column.slug],
        "topic": [foreign["neighbour"].column.topics.first().pk],
        "story": [story.slug],
        "form": ["rss.xml", "atom.xml", "feed.json"],
        "day": [20],
    }
    if name in by_name:
        return by_name[name]
    return ids_by_route(route, foreign, pages)


def ids_by_route(route, foreign, pages):
    """`pk` and the like mean what stands before them in the address."""
    every = {
        *pages,
        foreign["picture"].pk,
        foreign["document"].pk,
        foreign["user"].pk,
        foreign["group"].pk,
        foreign["collection"].pk,
        foreign["workflow"].pk,
        foreign["task"].pk,
        foreign["organisation"].pk,
        foreign["plan"].pk,
        foreign["cadence"].pk,
        foreign["assignment"].pk,
        foreign["membership"].pk,
        foreign["state"].pk,
        foreign["followup"].pk,
        foreign["broadcast"].pk,
        *(entry.pk for entry in foreign["entries"]),
        *foreign["channels"].values_list("pk", flat=True),
        *foreign["deliveries"].values_list("pk", flat=True),
    }
    return sorted(every)


def filled(route, foreign):
    return addresses(route, lambda name, where: candidates(name, where, foreign))


def mentions(response, foreign):
    """Say whether a response names anything of the neighbour."""
    body = b"".join(response) if response.streaming else response.content
    shut(response)
    text = body.decode("utf-8", errors="ignore")
    marker = foreign["neighbour"].marker
    encoded = marker.encode("unicode_escape").decode()
    return marker in text or encoded in text or "Bản Mẫu Thượng" in text


def leaks_of(client, routes, foreign, query=""):
    found = []
    for route in routes:
        for address in filled(route, foreign):
            response = ask(client.get, address + query)
            if mentions(response, foreign):
                found.append(f"{address} ({response.status_code})")
    return found  # every leaking address, so that one run shows them all


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR, Role.SECRETARY]
)
def test_no_admin_address_shows_the_neighbour(commune, foreign, role):
    client = Client(raise_request_exception=False)
    client.force_login(commune.people[role])
    routes = [route for route in walked_routes() if route.startswith("admin/")]

    assert len(routes) > 150
    assert leaks_of(client, routes, foreign) == []


def test_no_public_address_shows_the_neighbour(commune, foreign):
    client = Client(
        raise_request_exception=False, headers={"host": "ban-mau.localhost"}
    )
    routes = [route for route in walked_routes() if not route.startswith("admin/")]

    assert leaks_of(client, routes, foreign) == []


def test_no_admin_search_shows_the_neighbour(commune, foreign):
    client = Client(raise_request_exception=False)
    client.force_login(commune.administrator)
    routes = [
        route
        for route in walked_routes()
        if route.startswith("admin/") and not PARAMETER.search(route)
    ]
    queries = ("?q=LÂN", "?search=LÂN&q=tin", "?term=the-", "?q=the&type=page")

    assert [leaks_of(client, routes, foreign, query) for query in queries] == [
        [] for _ in queries
    ]


def test_installer_sees_both(commune, foreign):
    client = Client()
    client.force_login(newsroom.installer())

    response = client.get("/admin/pages/")

    assert mentions(response, foreign) is True


def test_nothing_of_the_neighbour_can_be_written(commune, foreign):
    """POST to every address with a foreign id: no row of the neighbour changes."""
    client = Client(raise_request_exception=False)
    client.force_login(commune.administrator)
    before = fingerprint(foreign)

    for route in walked_routes():
        if route.startswith("admin/") and PARAMETER.search(route):
            for address in filled(route, foreign):
                shut(ask(client.post, address, {"title": "Bị chiếm", "comment": "x"}))

    assert fingerprint(foreign) == before


def fingerprint(foreign):
    organisation = foreign["organisation"]
    return {
        "stories": list(
            StoryPage.objects.filter(organisation=organisation)
            .order_by("pk")
            .values_list("pk", "title", "live", "locked", "latest_revision_id", "path")
        ),
        "deliveries": list(
            Delivery.objects.of(organisation).order_by("pk").values("pk", "state")
        ),
        "channels": list(Channel.objects.of(organisation).order_by("pk").values()),
        "plans": list(Plan.objects.of(organisation).values()),
        "entries": [
            type(entry).objects.of(organisation).values().get(pk=entry.pk)
            for entry in foreign["entries"]
        ],
        "assignments": list(Assignment.objects.of(organisation).values()),
        "people": list(
            Membership.objects.filter(organisation=organisation)
            .order_by("pk")
            .values("pk", "user__username", "user__is_active", "role")
        ),
        "states": list(TaskState.objects.order_by("pk").values_list("pk", "status")),
        "identity": Organisation.objects.filter(pk=organisation.pk).values().get(),
        "pictures": foreign["picture"]
        .__class__.objects.filter(pk=foreign["picture"].pk)
        .values("title", "consent")
        .get(),
        "now": timezone.now().year,
    }
