"""What this floor tells those above."""

from django.dispatch import Signal

# A newsroom got its pages: `organisation`, `home`.
newsroom_founded = Signal()

# An old site's public stories were written at once, each public since its
# `first_published_at`: `organisation`, `stories`, `now`. Inside the transaction.
stories_brought_over = Signal()
