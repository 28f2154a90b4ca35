-- Registers that are probably wrong: names of fields and no values.
-- No foreign key: a register's owner may answer when the dossier is destroyed.
-- state: open, told, corrected, withdrawn. changed_by: account, or system where no person set the state.
create table corrections (
    id text primary key,
    dossier text not null,
    document text not null,
    type text not null,
    register text not null,
    owner text not null,
    fields text[] not null,
    asked_at timestamptz not null,
    branch text not null,
    state text not null,
    changed_by text not null,
    changed_at timestamptz not null
);
create index corrections_of_dossier on corrections (dossier);
create index corrections_by_owner on corrections (owner, register, asked_at);
