"""Found a newsroom's site, open its columns, pass stories through approval."""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from toasoan.core.text import fold, slug
from toasoan.organisations.actions import found_groups
from toasoan.organisations.models import Organisation, Role

from . import extensions
from .models import ColumnPage, EditorCheck, HomePage, LeaderApproval, StoryPage, Topic
from .ownership import folder_of

WRITERS = (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
PAGE_PERMISSIONS = ("add_page", "change_page", "lock_page", "unlock_page")
MEDIA_PERMISSIONS = ("add_image", "change_image", "choose_image")
FILE_PERMISSIONS = ("add_document", "change_document", "choose_document")


@transaction.atomic
def found_newsroom(
    *, organisation: Organisation, hostname: str, port: int = 80
) -> HomePage:
    """Give `organisation` its site, folder, rights and approval; once.

    Does nothing where the home page stands already.
    """
    known: HomePage | None = HomePage.objects.filter(organisation=organisation).first()
    if known:
        return known
    _clear_stock_site()
    root = Page.get_first_root_node() or Page.add_root(title="Root")
    home = HomePage(
        title=organisation.name,
        slug=f"{slug(organisation.code)}-{organisation.pk}",
        organisation=organisation,
        locale=Locale.get_default(),
    )
    root.add_child(instance=home)
    Site.objects.create(
        hostname=hostname,
        port=port,
        root_page=home,
        site_name=organisation.name,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    _open_rights(organisation, home)
    _open_approval(organisation, home)
    return home


def _clear_stock_site() -> None:
    """Take away the welcome page that Wagtail's migrations make, and its site.

    It would answer for every address of this machine that no newsroom has.
    """
    for page in Page.objects.filter(
        depth=2, content_type=ContentType.objects.get_for_model(Page)
    ):
        page.delete()


def _open_rights(organisation: Organisation, home: HomePage) -> None:
    groups = found_groups(organisation)
    folder = folder_of(organisation)
    for role in WRITERS:
        for permission in _permissions("wagtailcore", PAGE_PERMISSIONS):
            GroupPagePermission.objects.create(
                group=groups[role], page=home, permission=permission
            )
        for permission in (
            *_permissions("wagtailimages", MEDIA_PERMISSIONS),
            *_permissions("wagtaildocs", FILE_PERMISSIONS),
        ):
            GroupCollectionPermission.objects.create(
                group=groups[role], collection=folder, permission=permission
            )


def _permissions(app: str, codenames: tuple[str, ...]) -> Any:
    return Permission.objects.filter(
        content_type__app_label=app, codename__in=codenames
    )


def _open_approval(organisation: Organisation, home: HomePage) -> None:
    groups = found_groups(organisation)
    workflow = Workflow.objects.create(
        name=_("Approval – %(name)s") % {"name": organisation.name}
    )
    steps = (
        (EditorCheck, _("Editor's check"), Role.EDITOR),
        (LeaderApproval, _("Leader's approval"), Role.APPROVER),
    )
    for place, (kind, name, role) in enumerate(steps):
        step = kind.objects.create(name=name, organisation=organisation)
        step.groups.add(groups[role])
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=place)
    WorkflowPage.objects.create(workflow=workflow, page=home)


@transaction.atomic
def open_column(
    *, organisation: Organisation, name: str, topics: list[str]
) -> ColumnPage:
    """Return `organisation`'s column called `name`, made when there is none.

    Names match without case and diacritics, so a plan that spells "Đối ngoại" another
    way does not open a second column. Topics new to the column are added.
    """
    column: ColumnPage | None = ColumnPage.objects.filter(
        organisation=organisation, folded_name=fold(name)
    ).first()
    if column is None:
        column = ColumnPage(title=name, organisation=organisation)
        column.slug = _free_slug(organisation.home_page, name)
        organisation.home_page.add_child(instance=column)
    _add_topics(column, topics)
    return column


def _add_topics(column: ColumnPage, texts: list[str]) -> None:
    known = {fold(_topic(topic.text)) for topic in column.topics.all()}
    added = [
        Topic.objects.create(
            column=column,
            organisation=column.organisation,
            text=text[:600],
            sort_order=len(known) + place,
        )
        for place, text in enumerate(map(_topic, texts))
        if fold(text) not in known
    ]
    if added and column.has_unpublished_changes:
        _add_to_drafts(column, added)


def _topic(text: str) -> str:
    """Return `text` without the full stop a plan ends a line with; "v.v." keeps its."""
    text = text.strip()
    return text if text.endswith(("..", "v.v.")) else text.rstrip(" .")


def _add_to_drafts(column: ColumnPage, topics: list[Topic]) -> None:
    """Name `topics` in what waits to be published: it takes away what it lacks."""
    newest = Q(pk=column.latest_revision_id)
    for revision in column.revisions.filter(newest | ~Q(approved_go_live_at=None)):
        draft = revision.as_object()
        draft.topics.add(*topics)
        revision.content = draft.serializable_data()
        revision.save(update_fields=["content"])


def _free_slug(parent: Page, title: str) -> str:
    wanted = slug(title) or "muc"
    taken = set(parent.get_children().values_list("slug", flat=True))
    taken |= extensions.reserved_slugs
    return next(
        candidate
        for candidate in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000)))
        if candidate not in taken
    )


@transaction.atomic
def submit(*, story: StoryPage, by: Any) -> WorkflowState:
    """Send the latest version of `story` for approval."""
    workflow = story.get_workflow()
    state = story.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
        return state
    started: WorkflowState = workflow.start(story, by)
    return started


def approve(*, story: StoryPage, by: Any) -> None:
    """Pass the step `story` waits at; the last one publishes it.

    Raises PermissionDenied when `by` may not decide on this story.
    """
    _decide(story, by, "approve")


def send_back(*, story: StoryPage, by: Any, reason: str) -> None:
    """Send `story` back to its author with a `reason`. Raises PermissionDenied."""
    _decide(story, by, "reject", comment=reason)


def _decide(story: StoryPage, by: Any, action: str, **kwargs: Any) -> None:
    state = story.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        raise PermissionDenied
    step = state.task.specific
    if action not in {name for name, _label, _form in step.get_actions(story, by)}:
        raise PermissionDenied
    step.on_action(state, by, action, **kwargs)
