"""The front door: the pipeline, the settings, the wiring and the command line."""
