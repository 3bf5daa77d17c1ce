"""Take away the welcome page and site that Wagtail makes on an empty database."""

from django.db import migrations


def remove(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    stock = Page.objects.filter(slug="home", depth=2, numchild=0, url_path="/home/").first()
    if stock is None or stock.content_type.model != "page":
        return
    apps.get_model("wagtailcore", "Site").objects.filter(root_page=stock).delete()
    stock.delete()
    root = Page.objects.get(depth=1)
    root.numchild = Page.objects.filter(depth=2, path__startswith=root.path).count()
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
