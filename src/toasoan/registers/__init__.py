"""The three registers: directive documents, events, exemplars."""
