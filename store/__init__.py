"""The relationship memory. This is its door: `open_memory`, `Memory`, its values and its errors."""

from store.engine import Durable
from store.errors import StoreError
from store.memory.door import Memory, open_memory

__all__ = ["Durable", "Memory", "StoreError", "open_memory"]
