"""Registers of the state beyond this machine: how they are asked, and one to try it against."""
