-- What a trigger for each row does not see: emptying the chain at one stroke, and losing its end.
create trigger keep_audit_whole before truncate on audit
    for each statement execute function keep_audit();
create trigger keep_audit_head before delete or truncate on audit_head
    for each statement execute function keep_audit();

-- Which audit key was current from which entry of the chain on. Ids are keyed hashes of a constant.
-- retired_at: from then on no mark bears the key; entries of the chain do for ever.
create table audit_keys (
    id text primary key,
    from_sequence bigint not null,
    made_at timestamptz not null,
    retired_at timestamptz
);

-- key: id of the key that a mark was made with; '' is the first that was registered.
alter table paper_marks add column key text not null default '';
alter table result_marks add column key text not null default '';
