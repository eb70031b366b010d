"""State and projections: what is shown, as values; QtCore at most."""
