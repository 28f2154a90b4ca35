"""Page texts to documents: what each page is, and where one document ends and the next begins."""
