-- Everything but files. Ids are opaque text; times are set by the program's clock, never by the server's.
-- Bodies are json and not jsonb: they come back letter for letter, and a decoded code may hold any character.

create table batches (
    id text primary key,
    branch text not null,
    name text not null,
    created_at timestamptz not null,
    created_by text not null
);
create index batches_by_branch on batches (branch, id desc);

create table dossiers (
    id text primary key,
    number bigint generated always as identity,
    batch text not null references batches,
    branch text not null,
    name text not null,
    sha256 text not null,
    received date not null,
    procedure text,
    state text not null,
    accepted_at timestamptz not null,
    refusal_code text,
    refusal_remedy text,
    revision integer,
    unique (batch, sha256)
);
create index dossiers_in_order on dossiers (batch, number);

create table scans (
    id text primary key,
    dossier text not null references dossiers,
    position integer not null,
    name text not null,
    sha256 text not null,
    key text not null,
    size bigint not null,
    pages integer,
    unique (dossier, position)
);

create table page_units (
    id text primary key,
    scan text not null references scans,
    first integer not null,
    last integer not null,
    unique (scan, first, last)
);

create table pages (
    scan text not null references scans,
    page integer not null,
    preview text not null,
    reading json not null,
    primary key (scan, page)
);

create table understandings (
    dossier text not null references dossiers,
    input_sha256 text not null,
    body json not null,
    primary key (dossier, input_sha256)
);

create table records (
    dossier text not null references dossiers,
    revision integer not null,
    body json not null,
    kept_at timestamptz not null,
    primary key (dossier, revision)
);

create table publications (
    sequence bigint primary key,
    dossier text not null,
    branch text not null,
    revision integer not null,
    published_at timestamptz not null,
    unique (dossier, revision),
    foreign key (dossier, revision) references records
);

create table reviews (
    dossier text primary key references dossiers,
    branch text not null,
    record_revision integer not null,
    revision integer not null,
    tasks json not null,
    due_at timestamptz not null,
    opened_at timestamptz not null,
    claimed_by text,
    token text not null default '',
    lease_until timestamptz,
    closed boolean not null default false
);
create index reviews_by_urgency on reviews (due_at, opened_at, dossier) where not closed;

-- Decisions of a round stay when the next round opens.
create table decisions (
    dossier text not null references dossiers,
    record_revision integer not null,
    position integer not null,
    body json not null,
    primary key (dossier, record_revision, position)
);

create table units (
    id text primary key,
    number bigint generated always as identity,
    dossier text not null references dossiers,
    leg text not null,
    subject text not null,
    input_sha256 text not null,
    pipeline text not null,
    state text not null,
    attempt integer not null,
    token bigint not null,
    next_attempt_at timestamptz not null,
    lease_until timestamptz,
    error text,
    rung_at timestamptz,
    unique (subject, leg, input_sha256, pipeline)
);
create index units_of_dossier on units (dossier, number);
create index units_ready on units (next_attempt_at) where state = 'ready';
create index units_running on units (lease_until) where state = 'running';
create index units_quarantined on units (number) where state = 'quarantined';

create table outbox (
    number bigint generated always as identity primary key,
    unit text not null references units
);

-- words: the values of all fields without case and diacritics, to find records by.
create table held_records (
    number bigint generated always as identity primary key,
    register text not null,
    type text not null,
    fields json not null,
    words text[] not null,
    as_of date
);
create index held_records_by_words on held_records using gin (words);
create index held_records_by_register on held_records (register);

create table audit (
    sequence bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    details json not null,
    previous text not null,
    hash text not null
);

-- One row: whoever appends holds it until commit, so that the chain has one end.
create table audit_head (
    only_row boolean primary key default true check (only_row),
    sequence bigint not null,
    hash text not null
);
insert into audit_head (sequence, hash) values (0, '');

create function keep_audit() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries are never changed';
end
$$;
create trigger keep_audit before update or delete on audit for each row execute function keep_audit();
