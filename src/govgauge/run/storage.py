"""The disk's refusals, for the doors, which do not know ``store``."""

from govgauge.store.disk import storage_failure

__all__ = ["storage_failure"]
