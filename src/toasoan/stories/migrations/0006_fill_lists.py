"""Note of each story which column it stands in and since when it is public."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    StoryPage = apps.get_model("stories", "StoryPage")
    for column in apps.get_model("stories", "ColumnPage").objects.all():
        below = {"path__startswith": column.path, "depth": column.depth + 1}
        StoryPage.objects.filter(**below).update(column=column)
    live = Page.objects.filter(pk=OuterRef("pk"), live=True)
    StoryPage.objects.update(
        listed_at=Subquery(live.values("first_published_at")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0005_lists_by_column"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
