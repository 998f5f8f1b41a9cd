"""A second reading: what became of the findings of an older draft, and which provisions changed."""
