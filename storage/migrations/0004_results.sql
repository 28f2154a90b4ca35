-- What finds an accepted paper again as a result. Its values stay in the record of its dossier and nowhere else.
-- mark: keyed hash of values that only one paper carries together. published_at: of the record's revision.
create table result_marks (
    mark bigint not null,
    dossier bigint not null references dossiers (number) on delete cascade,
    document text not null,
    revision integer not null,
    published_at timestamptz not null,
    primary key (mark, dossier, document)
);
create index result_marks_of_dossier on result_marks (dossier);
