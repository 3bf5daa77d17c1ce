"""The public bodies of an installation, their people and roles."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    """A person who signs in; what they may do is said by their memberships."""

    password_is_one_time = models.BooleanField(
        _("must choose a password of their own"), default=False, editable=False
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def set_password(self, raw_password: str | None) -> None:
        """Set a password this person chose: here, in their account, from an e-mail."""
        super().set_password(raw_password)
        self.password_is_one_time = False

    def give_password(self, raw_password: str) -> None:
        """Set a password somebody else knows: it opens nothing but choosing another."""
        self.set_password(raw_password)
        self.mark_password_one_time()

    def mark_password_one_time(self) -> None:
        """Note that somebody else set the password."""
        self.password_is_one_time = True


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def newsrooms(self) -> "OrganisationQuerySet":
        """Return those that run a newsroom of their own (communes)."""
        return self.filter(kind=Organisation.Kind.COMMUNE)

    def for_user(self, user: Any) -> "OrganisationQuerySet":
        """Return the newsrooms that `user` belongs to; all for the installer."""
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.newsrooms()
        return self.newsrooms().filter(memberships__user=user).distinct()


class Organisation(models.Model):
    """A public body: a commune with a newsroom, or a unit inside one."""

    class Kind(models.TextChoices):
        PROVINCE = "province", pgettext_lazy("kind of organisation", "province")
        COMMUNE = "commune", pgettext_lazy("kind of organisation", "commune")
        VILLAGE = "village", pgettext_lazy("kind of organisation", "village")
        PARTY_CELL = "party_cell", pgettext_lazy("kind of organisation", "party cell")
        MASS_ORGANISATION = (
            "mass_organisation",
            pgettext_lazy("kind of organisation", "mass organisation"),
        )
        OFFICE = "office", pgettext_lazy("kind of organisation", "office")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.SlugField(
        _("code"),
        max_length=40,
        help_text=_("Short, without diacritics; used in addresses and commands."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("predecessor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Asia/Ho_Chi_Minh"
    )

    # What the law wants at the foot of every page (NĐ 174/2026, article 93).
    managing_body = models.CharField(_("managing body"), max_length=200, blank=True)
    superior_body = models.CharField(_("superior body"), max_length=200, blank=True)
    responsible_person = models.CharField(
        _("responsible for the content"), max_length=200, blank=True
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(
        _("telephone"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[0-9 .()+-]*$", _("Digits and blanks only."))],
    )
    email = models.EmailField(_("e-mail"), blank=True)
    # A commune names its spokesperson on its portal (NĐ 244/2026).
    spokesperson = models.CharField(
        _("spokesperson"),
        max_length=300,
        blank=True,
        help_text=_("Name, position, telephone, e-mail: as citizens should read it."),
    )

    author_may_approve = models.BooleanField(
        _("an author may approve their own story"), default=False
    )
    second_editor_checks = models.BooleanField(
        _("a second editor checks what an editor wrote"), default=False
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            # A code can come back for another body after a reform, so the date counts.
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="organisation_code_once_at_a_time",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def local_day(self, moment: datetime) -> date:
        """Return the calendar day of an aware `moment` where this body is."""
        return moment.astimezone(self.zone).date()


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a newsroom; never read them without saying whose."""

    def of(self, organisation: Organisation) -> Any:
        return self.filter(organisation=organisation)

    def for_user(self, user: Any) -> Any:
        return self.filter(organisation__in=Organisation.objects.for_user(user))


class Role(models.TextChoices):
    EDITOR = "editor", pgettext_lazy("role", "editor")
    APPROVER = "approver", pgettext_lazy("role", "approver")
    ANNOUNCER = "announcer", pgettext_lazy("role", "announcer")
    ACCOUNTANT = "accountant", pgettext_lazy("role", "accountant")
    SECRETARY = "secretary", pgettext_lazy("role", "secretary")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")


class MembershipQuerySet(OwnedQuerySet):
    def holds(self, user: Any, organisation: Organisation | None, *roles: Role) -> bool:
        """Say whether `user` has one of `roles` in `organisation`.

        The administrator of the installation has every role everywhere.
        """
        if organisation is None or not user.is_active:
            return False
        if user.is_superuser:
            return True
        held = self.roles_of(user).get(organisation.pk, set())
        return bool(held & {role.value for role in roles})

    def roles_of(self, user: Any) -> dict[int, set[str]]:
        """Return organisation id -> roles of `user`, read once per user object."""
        if not hasattr(user, "_roles_by_organisation"):
            held: dict[int, set[str]] = {}
            for organisation, role in self.filter(user=user).values_list(
                "organisation_id", "role"
            ):
                held.setdefault(organisation, set()).add(role)
            user._roles_by_organisation = held
        roles: dict[int, set[str]] = user._roles_by_organisation
        return roles


class Membership(models.Model):
    """One role of one person in one organisation."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Organisation,
        verbose_name=_("unit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user", "role"], name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"


class RoleGroup(models.Model):
    """The permission group that stands for one role in one organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="role_groups"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="role_group"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role"], name="role_group_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.group)
