"""What a person types: the ``hoso`` command, on top of all other rooms."""
