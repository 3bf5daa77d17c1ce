from django.db import migrations
from django.utils import timezone

from toasoan.core.text import TITLE_END, fold

LONGEST = 60
A_BATCH = 200


def day_of(name, entry):
    if name == "DirectiveDocument":
        return entry.issued_on
    if name == "Event":
        return timezone.localdate(entry.starts_at)
    return entry.created_at.date().replace(year=entry.year, month=1, day=1)


def fill(apps, schema_editor):
    """Note the words of what is public already."""
    word = apps.get_model("registers", "EntryWord")
    for name in ("DirectiveDocument", "Event", "Exemplar"):
        model = apps.get_model("registers", name)
        for entry in model.objects.filter(public=True).iterator(A_BATCH):
            found = {fold(one)[:LONGEST] for one in entry.search_text.split()}
            word.objects.bulk_create(
                word(
                    organisation_id=entry.organisation_id,
                    register=name.lower(),
                    entry=entry.pk,
                    on=day_of(name, entry),
                    word=one,
                )
                for one in found - {TITLE_END, ""}
            )


class Migration(migrations.Migration):

    dependencies = [("registers", "0004_entry_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
