"""All addresses of an installation."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("toasoan.portal.urls_registers")),
    path("", include("toasoan.portal.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "toasoan.portal.views_errors.refused"
handler403 = "toasoan.portal.views_errors.forbidden"
handler404 = "toasoan.portal.views_stories.missing"
handler500 = "toasoan.portal.views_errors.broken"
