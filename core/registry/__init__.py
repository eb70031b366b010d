"""Remote repositories by the distribution specification: who we are, what is sent and fetched."""
