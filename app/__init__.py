"""The window of Bricklayer; see app/README.md."""
