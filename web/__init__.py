"""What people see: branch upload, review queue, agency API."""
