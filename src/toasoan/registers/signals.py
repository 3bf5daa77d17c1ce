"""What others may want to know of the registers."""

from django.dispatch import Signal

# `entries`, all new ones of a sheet, stand in the register of their class, `sender`.
# Their own rows were saved with `in_bulk` set: who listens here need not listen there.
entries_brought_in = Signal()
