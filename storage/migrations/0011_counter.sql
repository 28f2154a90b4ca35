-- The day of a result was moved by every revision of its dossier. The first publication is the earliest day it can
-- have been accepted on: a result that is taken for older than it is costs a person a paper, never a right.
update result_marks set published_at = first.published_at
from dossiers, (select dossier, min(published_at) as published_at from publications group by dossier) as first
where dossiers.number = result_marks.dossier and first.dossier = dossiers.id;

-- Figures that add up. Rows of dossiers that were counted before keep their numbers: their records may be gone.
alter table figures
    add column repeated integer not null default 0,
    add column seen_again integer not null default 0,
    add column other_accepted integer not null default 0,
    add column other_overridden integer not null default 0,
    add column again integer not null default 0;
-- For each record that is saved: whether its files came in before.
create index dossiers_by_content on dossiers (sha256, number);

-- why: code of the officer's own reason, empty where none was chosen.
alter table figure_reasons add column why text not null default '';
alter table figure_reasons drop constraint figure_reasons_pkey;
alter table figure_reasons add primary key (dossier, reason, said, why);
