"""Take away what Wagtail makes on an empty database: welcome page, site, approval.

Its groups could edit and publish from the root, over all newsrooms.
"""

from django.db import migrations


def remove_approval(apps, schema_editor):
    name = "Moderators approval"
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=name).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=name).delete()
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()


def remove_welcome(apps, schema_editor):
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
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(remove_welcome, migrations.RunPython.noop),
        migrations.RunPython(remove_approval, migrations.RunPython.noop),
    ]
