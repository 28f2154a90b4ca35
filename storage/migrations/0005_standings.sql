-- What the branch says of the device it scans on, where the files do not say.
alter table batches add column scanner text;

-- What blind samples say of scanners, branches and document types: counts and no values.
-- id: device, branch or type. branch: empty for types. score: evidence against it.
create table standings (
    kind text not null,
    branch text not null,
    id text not null,
    seen integer not null,
    wrong integer not null,
    score double precision not null,
    stepped_down boolean not null,
    since timestamptz,
    primary key (kind, branch, id)
);
create index standings_down on standings (branch) where stepped_down;
