-- How fast each register may be asked, by all processes of all hosts together.
-- next_turn: when the next question may leave. not_before: until then the register wants no question at all.
-- Both by this server's clock and no program's: hosts' clocks differ, and a pace is one for all of them.
create table register_paces (
    register text primary key,
    next_turn timestamptz not null,
    not_before timestamptz not null
);

-- What registers answered lately, for whoever watches them.
create index audit_answers on audit (at) where action = 'register.answer';
