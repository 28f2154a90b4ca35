"""How processes that read pages ask the C library for memory."""

from __future__ import annotations

SMALL_HEAP = {"MALLOC_MMAP_THRESHOLD_": str(1 << 24)}
"""For the environment that such a process starts in (glibc; others pass over it).

Pictures of a page come and go, from one megabyte to thirty. From a common heap, as glibc takes them once it
has seen a few, they leave holes. With the large ones in mappings of their own, given back when they go, the
largest child needs 312 MiB instead of 377, for 6 % of its processor time; with all from one megabyte on 281,
for 21 %.
"""
