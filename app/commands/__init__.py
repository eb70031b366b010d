"""What the person can do: may it run, ask, submit, and say the equivalent command line."""
