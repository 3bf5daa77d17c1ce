from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from .tenancy import media_of, pages_of


class OwnPictures(ImagesAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return media_of(self.request.user, super().get_queryset().model)


class OwnFiles(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return media_of(self.request.user, super().get_queryset().model)


@hooks.register("construct_admin_api", order=100)
def keep_media_apart(router: Any) -> None:
    router.register_endpoint("images", OwnPictures)
    router.register_endpoint("documents", OwnFiles)


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages: Any, request: Any) -> Any:
    if request.user.is_superuser:
        return pages
    own = pages.none()
    for path in pages_of(request.user):
        own = own | pages.filter(path__startswith=path)
    return own


@hooks.register("register_log_actions")
def register_story_actions(actions: Any) -> None:
    actions.register_action(
        "stories.story.import", _("Import"), _("Brought over from an old site")
    )
