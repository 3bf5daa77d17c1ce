from django.db import migrations
from django.db.models import F

REGISTERS = ("DirectiveDocument", "Event", "Exemplar")


def fill(apps, schema_editor):
    """What is on the portal today stands there since it was entered, as far as known."""
    for name in REGISTERS:
        model = apps.get_model("registers", name)
        model.objects.filter(public=True).update(shown_at=F("created_at"))


class Migration(migrations.Migration):

    dependencies = [("registers", "0002_entry_shown_at")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
