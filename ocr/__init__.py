"""Page image to page text: clean-up, line detection, recognisers, QR and MRZ, behind one engine protocol."""
