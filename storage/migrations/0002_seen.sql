-- What finds a paper again. Nothing in it can be read back into what a paper says, and it goes with its dossier.

alter table dossiers add constraint dossiers_by_number unique (number);

-- One row a page: its look, and one key for each band of it, under which pages that look alike are found.
create table page_looks (
    number bigint generated always as identity primary key,
    dossier bigint not null references dossiers (number) on delete cascade,
    page integer not null,
    bits bit(256) not null,
    band_1 integer not null,
    band_2 integer not null,
    band_3 integer not null,
    band_4 integer not null,
    band_5 integer not null,
    band_6 integer not null,
    unique (dossier, page)
);
create index page_looks_1 on page_looks (band_1, number);
create index page_looks_2 on page_looks (band_2, number);
create index page_looks_3 on page_looks (band_3, number);
create index page_looks_4 on page_looks (band_4, number);
create index page_looks_5 on page_looks (band_5, number);
create index page_looks_6 on page_looks (band_6, number);

-- mark: keyed hash of values that only one person's papers carry together.
create table paper_marks (
    mark bigint not null,
    dossier bigint not null references dossiers (number) on delete cascade,
    primary key (mark, dossier)
);
create index paper_marks_of_dossier on paper_marks (dossier);
