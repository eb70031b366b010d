"""Questions to the person: values in, an answer out by a signal."""
