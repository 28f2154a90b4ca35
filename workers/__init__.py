"""Dramatiq actors, one a leg, and what keeps accepted work alive: outbox relay and sweeper."""
