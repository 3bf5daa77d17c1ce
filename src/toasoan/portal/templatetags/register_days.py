"""How the pages of the registers write days."""

from django import template

from toasoan.portal import days

register = template.Library()
register.filter("long_day", days.long_day)
