"""Keeping the results of scans: a SQLite file, or PostgreSQL for a team."""

from lawcheck.batch.store.opening import StoreError
from lawcheck.batch.store.store import Judged, Known, Seen, Store, Stored, open_store

__all__ = ["Judged", "Known", "Seen", "Store", "StoreError", "Stored", "open_store"]
