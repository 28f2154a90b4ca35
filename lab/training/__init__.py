"""Training of Hoso's own models, from invented data that this repository makes itself."""
