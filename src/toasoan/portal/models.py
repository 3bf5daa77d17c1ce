"""What is kept of the public pages that stand as files."""

from django.db import connection, models

from toasoan.organisations.models import Organisation, OwnedQuerySet

NUMBER_OF = "SELECT number FROM portal_edition WHERE organisation_id = %s"


class Edition(models.Model):
    """How often the public side of a newsroom has changed.

    Each change counts it up in its own transaction, so changes of one newsroom stand
    in one order, and a render knows whether anything changed while it was under way.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="edition"
    )
    number = models.BigIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.organisation}: {self.number}"

    @classmethod
    def number_of(cls, organisation: int) -> int | None:
        """Return the number of the newsroom's edition; None before the first."""
        # Asked at every visit: Django writes the question ten times as long.
        with connection.cursor() as cursor:
            cursor.execute(NUMBER_OF, [organisation])
            found = cursor.fetchone()
        return found[0] if found else None


class Snapshot(models.Model):
    """A public address that stands as a file, or shall; `stale`: to be rendered.

    What is stale has no file; `mark` names the content of the file that stands.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="snapshots"
    )
    address = models.CharField(max_length=1000)
    stale = models.BooleanField(default=True)
    mark = models.CharField(max_length=24, blank=True)
    until = models.DateTimeField(null=True, blank=True, db_index=True)
    rendered_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"], name="snapshot_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(stale=True),
                name="snapshot_stale",
            )
        ]

    def __str__(self) -> str:
        return self.address


class SnapshotTag(models.Model):
    """One thing a snapshot shows."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+"
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.CASCADE, related_name="tags"
    )
    tag = models.CharField(max_length=80)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "tag"], name="snapshot_tag_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "tag"], name="snapshot_tag")]

    def __str__(self) -> str:
        return self.tag


class TakenOff(models.Model):
    """A public address that stood, and where nothing stands any more."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(max_length=1000)
    taken_off_at = models.DateTimeField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"], name="taken_off_once"
            )
        ]

    def __str__(self) -> str:
        return self.address


class ReadMark(models.Model):
    """How far a file of visits has been counted; its lines are of all newsrooms.

    Moved on in the same transaction that counts, so that nothing is counted twice.
    """

    name = models.CharField(max_length=100, unique=True)
    place = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.place}"

    def mark_read(self, place: int) -> None:
        """Note that everything before byte `place` is counted."""
        self.place = place
        self.save(update_fields=["place"])
