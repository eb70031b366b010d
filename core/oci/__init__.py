"""The image specification as values: strict parsing, no I/O."""
