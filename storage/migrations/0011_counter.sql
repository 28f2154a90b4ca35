-- The day of a result was moved by every revision of its dossier. The first publication is the earliest day it can
-- have been accepted on: a result that is taken for older than it is costs a person a paper, never a right.
update result_marks set published_at = first.published_at
from dossiers, (select dossier, min(published_at) as published_at from publications group by dossier) as first
where dossiers.number = result_marks.dossier and first.dossier = dossiers.id;
