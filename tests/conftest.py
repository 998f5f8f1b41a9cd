"""Shared settings: property tests have no deadline, because the first call may load a model."""

from hypothesis import settings

settings.register_profile("lawcheck", deadline=None)
settings.load_profile("lawcheck")
