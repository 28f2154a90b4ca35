"""The public JSON API, ``/api/v1``: agencies' programs and our own pages use the same routes."""
