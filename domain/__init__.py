"""Values of the whole house: frozen, typed, standard library only.

Every other room speaks in these words (see docs/glossary.md); no value here opens a file or a socket.
"""
