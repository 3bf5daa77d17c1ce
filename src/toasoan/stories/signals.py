"""What this floor tells those above."""

from django.dispatch import Signal

# A newsroom got its pages: `organisation`, `home`.
newsroom_founded = Signal()
