"""What a person must see (triage), and what becomes of a record when the person has decided (settle)."""
