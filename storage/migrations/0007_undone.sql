-- A decision that was taken back stays, and says when.
alter table decisions add column undone_at timestamptz;
