"""The layer inspector: a shell with a head and a row of tabs, and one file per tab."""
