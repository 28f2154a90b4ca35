-- How much was digitised, reused, filled in and decided: counts of a dossier's newest record and no values.
-- No foreign key: figures of a year stay true when its dossiers are destroyed.

create table figures (
    dossier bigint primary key,
    revision integer not null,
    branch text not null,
    procedure text not null,
    month date not null,
    papers integer not null,
    digitized integer not null,
    attached_only integer not null,
    reused integer not null,
    prefilled integer not null,
    from_registers integer not null,
    flagged integer not null,
    accepted integer not null,
    overridden integer not null,
    undecided integer not null
);
create index figures_by_month on figures (month);

-- reason: code of the advice that an officer overrode. said: the verdict set in its place.
create table figure_reasons (
    dossier bigint not null,
    reason text not null,
    said text not null,
    papers integer not null,
    primary key (dossier, reason, said)
);
