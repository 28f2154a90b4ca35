-- Every query of the program, by name. Parameters are %(name)s; times come from the program's clock.

-- name: add_batch
insert into batches (id, branch, name, created_at, created_by, scanner)
values (%(id)s, %(branch)s, %(name)s, %(created_at)s, %(created_by)s, %(scanner)s);

-- name: batch
select id, branch, name, created_at, created_by, scanner from batches where id = %(id)s;

-- name: batches
select id, branch, name, created_at, created_by, scanner from batches
where (%(branches)s::text[] is null or branch = any(%(branches)s))
  and (%(before)s::text is null or id < %(before)s)
order by id desc limit %(limit)s;

-- name: add_dossier
insert into dossiers (id, batch, branch, name, sha256, received, procedure, state, accepted_at)
values (%(id)s, %(batch)s, %(branch)s, %(name)s, %(sha256)s, %(received)s, %(procedure)s, 'accepted', %(now)s)
on conflict (batch, sha256) do nothing returning id;

-- name: dossier
select * from dossiers where id = %(id)s;

-- name: dossier_of_content
select * from dossiers where batch = %(batch)s and sha256 = %(sha256)s;

-- name: dossiers
select * from dossiers where batch = %(batch)s order by number;

-- name: dossier_states
select state, count(*) as count from dossiers where batch = %(batch)s group by state;

-- name: page_counts
select coalesce(sum(scans.pages), 0)::int as pages,
       coalesce(sum((select count(*) from pages where pages.scan = scans.id)), 0)::int as pages_read
from scans join dossiers on dossiers.id = scans.dossier where dossiers.batch = %(batch)s;

-- name: set_state
update dossiers set state = %(state)s where id = %(id)s and state not in ('refused', 'quarantined');

-- name: force_state
update dossiers set state = %(state)s where id = any(%(ids)s);

-- name: refuse
update dossiers set state = 'refused', refusal_code = %(code)s, refusal_remedy = %(remedy)s
where id = %(id)s;

-- name: add_scan
insert into scans (id, dossier, position, name, sha256, key, size)
values (%(id)s, %(dossier)s, %(position)s, %(name)s, %(sha256)s, %(key)s, %(size)s);

-- name: scan
select id, dossier, position, name, sha256, key, size, pages from scans where id = %(id)s;

-- name: scans
select id, dossier, position, name, sha256, key, size, pages from scans
where dossier = %(dossier)s order by position;

-- name: set_pages
update scans set pages = %(pages)s where id = %(id)s;

-- name: add_page_unit
insert into page_units (id, scan, first, last) values (%(id)s, %(scan)s, %(first)s, %(last)s)
on conflict (scan, first, last) do nothing;

-- name: page_unit_of_range
select id, scan, first, last from page_units
where scan = %(scan)s and first = %(first)s and last = %(last)s;

-- name: page_unit
select id, scan, first, last from page_units where id = %(id)s;

-- name: add_page
insert into pages (scan, page, preview, reading)
values (%(scan)s, %(page)s, %(preview)s, %(reading)s::json) on conflict (scan, page) do nothing;

-- name: hold_dossier
select id from dossiers where id = %(id)s for update;

-- name: all_read
select bool_and(pages is not null
                and pages = (select count(*) from pages where pages.scan = scans.id)) as done
from scans where dossier = %(dossier)s;

-- name: pages
select pages.scan, pages.preview, pages.reading from pages
join scans on scans.id = pages.scan where scans.dossier = %(dossier)s
order by scans.position, pages.page;

-- name: add_understanding
insert into understandings (dossier, input_sha256, body)
values (%(dossier)s, %(input_sha256)s, %(body)s::json) on conflict do nothing;

-- name: understanding
select body from understandings where dossier = %(dossier)s and input_sha256 = %(input_sha256)s;

-- name: add_record
insert into records (dossier, revision, body, kept_at)
values (%(dossier)s, %(revision)s, %(body)s::json, %(now)s) on conflict do nothing;

-- name: set_revision
update dossiers set revision = greatest(coalesce(revision, 0), %(revision)s) where id = %(dossier)s;

-- name: record
select body from records where dossier = %(dossier)s
  and revision = coalesce(%(revision)s::int, (select revision from dossiers where id = %(dossier)s));

-- name: one_publisher
select pg_advisory_xact_lock(7203441);

-- name: publication
select sequence, dossier, branch, revision, published_at from publications
where dossier = %(dossier)s and revision = %(revision)s;

-- name: add_publication
insert into publications (sequence, dossier, branch, revision, published_at)
select coalesce((select max(sequence) from publications), 0) + 1, id, branch, %(revision)s, %(now)s
from dossiers where id = %(dossier)s
returning sequence, dossier, branch, revision, published_at;

-- name: publications_of
select sequence, dossier, branch, revision, published_at from publications
where dossier = %(dossier)s and sequence > %(after)s
  and (%(branches)s::text[] is null or branch = any(%(branches)s))
order by sequence limit %(limit)s;

-- name: publications
select sequence, dossier, branch, revision, published_at from publications
where sequence > %(after)s and (%(branches)s::text[] is null or branch = any(%(branches)s))
order by sequence limit %(limit)s;

-- name: open_review
insert into reviews (dossier, branch, record_revision, revision, tasks, due_at, opened_at)
select id, branch, %(record_revision)s, 1, %(tasks)s::json, %(due_at)s, %(now)s
from dossiers where id = %(dossier)s
on conflict (dossier) do update
set record_revision = excluded.record_revision, revision = reviews.revision + 1,
    tasks = excluded.tasks, due_at = excluded.due_at, opened_at = excluded.opened_at,
    claimed_by = null, token = '', lease_until = null, closed = false
where reviews.record_revision < excluded.record_revision
   or (reviews.closed and reviews.record_revision = excluded.record_revision);

-- name: review
select * from reviews where dossier = %(dossier)s and not closed;

-- name: review_to_change
select * from reviews where dossier = %(dossier)s and not closed for update;

-- name: reviews_waiting
select * from reviews
where not closed and (%(branches)s::text[] is null or branch = any(%(branches)s))
order by due_at, opened_at, dossier limit %(limit)s;

-- name: next_review
select * from reviews
where not closed and (%(branches)s::text[] is null or branch = any(%(branches)s))
  and (lease_until is null or lease_until <= %(now)s)
order by due_at, opened_at, dossier limit 1 for update skip locked;

-- name: set_claim
update reviews set claimed_by = %(by)s, token = %(token)s, lease_until = %(lease_until)s
where dossier = %(dossier)s;

-- name: close_review
update reviews set closed = true, token = '' where dossier = %(dossier)s;

-- name: grow_review
update reviews set revision = revision + 1 where dossier = %(dossier)s returning revision;

-- name: add_decision
insert into decisions (dossier, record_revision, position, body)
select %(dossier)s, %(record_revision)s, coalesce(max(position), 0) + 1, %(body)s::json
from decisions where dossier = %(dossier)s and record_revision = %(record_revision)s;

-- name: undo_last_decision
update decisions set undone_at = %(now)s where dossier = %(dossier)s and record_revision = %(record_revision)s
  and position = (select max(position) from decisions
                  where dossier = %(dossier)s and record_revision = %(record_revision)s and undone_at is null)
returning body;

-- name: decisions
select decisions.body from decisions join reviews using (dossier, record_revision)
where dossier = %(dossier)s and undone_at is null order by position;

-- name: add_unit
insert into units (id, dossier, leg, subject, input_sha256, pipeline, state, attempt, token, next_attempt_at)
values (%(id)s, %(dossier)s, %(leg)s, %(subject)s, %(input_sha256)s, %(pipeline)s, 'ready', 0, 0, %(due)s)
on conflict (subject, leg, input_sha256, pipeline) do nothing returning id;

-- name: unit_of_key
select id from units where subject = %(subject)s and leg = %(leg)s
  and input_sha256 = %(input_sha256)s and pipeline = %(pipeline)s;

-- name: unit
select * from units where id = %(id)s;

-- name: units
select * from units where dossier = %(dossier)s order by number;

-- name: claim_unit
update units set state = 'running', attempt = attempt + 1, token = token + 1, lease_until = %(lease_until)s
where id = %(id)s and attempt < %(max_attempts)s
  and ((state = 'ready' and next_attempt_at <= %(now)s) or (state = 'running' and lease_until <= %(now)s))
returning *;

-- name: renew_unit
update units set lease_until = %(lease_until)s
where id = %(id)s and token = %(token)s and state = 'running';

-- name: finish_unit
update units set state = 'done', lease_until = null, error = null
where id = %(id)s and token = %(token)s and state = 'running';

-- name: fail_unit
update units set error = %(error)s, lease_until = null, rung_at = null,
    state = case when attempt >= %(max_attempts)s then 'quarantined' else 'ready' end,
    next_attempt_at = %(next_attempt_at)s
where id = %(id)s and token = %(token)s and state = 'running' returning state;

-- name: give_back_unit
update units set state = 'ready', attempt = attempt - 1, lease_until = null, rung_at = null
where id = %(id)s and token = %(token)s and state = 'running';

-- name: cancel_units
update units set state = 'cancelled', token = token + 1, lease_until = null
where dossier = %(dossier)s and state in ('ready', 'running');

-- name: one_sweeper
select pg_try_advisory_xact_lock(7203442) as won;

-- name: reap_units
update units set lease_until = null, rung_at = null, error = coalesce(error, %(error)s),
    state = case when attempt >= %(max_attempts)s then 'quarantined' else 'ready' end
where id in (select id from units where state = 'running' and lease_until <= %(now)s for update skip locked)
returning dossier, state;

-- name: ring_silent_units
with silent as (
    select id from units where state = 'ready' and next_attempt_at <= %(now)s
      and (rung_at is null or rung_at <= %(rung_before)s)
    order by number limit %(limit)s for update skip locked
), marked as (
    update units set rung_at = %(now)s from silent where units.id = silent.id returning units.id
)
insert into outbox (unit) select id from marked;

-- name: ring
with marked as (update units set rung_at = %(now)s where id = %(unit)s returning id)
insert into outbox (unit) select id from marked;

-- name: expire_leases
update units set lease_until = %(now)s where state = 'running';

-- name: forget_rings
update units set rung_at = null where state = 'ready';

-- name: take_rings
with taken as (
    delete from outbox where number in (
        select number from outbox order by number limit %(limit)s for update skip locked
    ) returning number, unit
)
select taken.unit, units.leg from taken join units on units.id = taken.unit order by taken.number;

-- name: quarantined_units
select units.* from units join dossiers on dossiers.id = units.dossier
where units.state = 'quarantined' and (%(branches)s::text[] is null or dossiers.branch = any(%(branches)s))
order by units.number limit %(limit)s;

-- name: retry_unit
update units set state = 'ready', attempt = 0, next_attempt_at = %(now)s
where id = %(id)s and state = 'quarantined' returning dossier, leg;

-- name: still_quarantined
select count(*) as count from units where dossier = %(dossier)s and state = 'quarantined';

-- name: add_held_record
insert into held_records (register, type, fields, words, as_of)
values (%(register)s, %(type)s, %(fields)s::json, %(words)s::text[], %(as_of)s);

-- name: held_registers
select distinct register from held_records;

-- name: held_records
select type, fields, as_of from held_records
where register = %(register)s and words && %(words)s::text[] order by number;

-- name: audit_head
select sequence, hash from audit_head;

-- name: hold_audit_head
select sequence, hash from audit_head for update;

-- name: set_audit_head
update audit_head set sequence = %(sequence)s, hash = %(hash)s;

-- name: add_audit_entry
insert into audit (sequence, at, actor, action, subject, details, previous, hash)
values (%(sequence)s, %(at)s, %(actor)s, %(action)s, %(subject)s, %(details)s::json, %(previous)s, %(hash)s);

-- name: audit_entries
select sequence, at, actor, action, subject, details, previous, hash from audit
where sequence > %(after)s order by sequence limit %(limit)s;

-- name: add_look
insert into page_looks (dossier, page, bits, band_1, band_2, band_3, band_4, band_5, band_6)
select number, %(page)s, %(bits)s::bit(256),
       %(band_1)s, %(band_2)s, %(band_3)s, %(band_4)s, %(band_5)s, %(band_6)s
from dossiers where id = %(dossier)s
on conflict (dossier, page) do nothing;

-- name: looks
select page, bits::text as bits from page_looks
where dossier = (select number from dossiers where id = %(dossier)s) order by page;

-- name: hold_audit_keys
select pg_advisory_xact_lock(7203442);

-- name: audit_keys
select id, from_sequence, made_at, retired_at from audit_keys order by from_sequence;

-- name: add_audit_key
insert into audit_keys (id, from_sequence, made_at) values (%(id)s, %(from_sequence)s, %(now)s);

-- name: retire_audit_key
update audit_keys set retired_at = %(now)s where id = %(id)s and retired_at is null;

-- name: marks_borne
select exists (select from paper_marks where key = any(%(names)s::text[]))
    or exists (select from result_marks where key = any(%(names)s::text[])) as borne;

-- name: dossiers_to_mark
select number, id from dossiers
where number > %(after)s
  and (exists (select from paper_marks
               where paper_marks.dossier = dossiers.number and key <> all(%(names)s::text[]))
    or exists (select from result_marks
               where result_marks.dossier = dossiers.number and key <> all(%(names)s::text[])))
order by number limit %(limit)s;

-- name: hold_marks
select number from dossiers where id = %(dossier)s for no key update;

-- name: marks_of_others
select exists (select from paper_marks where paper_marks.dossier = dossiers.number and key <> all(%(names)s::text[]))
    or exists (select from result_marks
               where result_marks.dossier = dossiers.number and key <> all(%(names)s::text[])) as found
from dossiers where id = %(dossier)s;

-- name: drop_marks
delete from paper_marks where dossier = (select number from dossiers where id = %(dossier)s);

-- name: add_marks
insert into paper_marks (mark, dossier, key)
select tried.mark, dossiers.number, %(key)s from unnest(%(marks)s::bigint[]) as tried(mark), dossiers
where dossiers.id = %(dossier)s
on conflict do nothing;

-- Under a key that many pages share only the newest are looked at: their papers are found by their marks.
-- name: dossiers_alike
with own as (
    select number from dossiers where id = %(dossier)s
), met as (
    select met.dossier, met.bits from unnest(%(band_1)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_1 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
    union all
    select met.dossier, met.bits from unnest(%(band_2)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_2 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
    union all
    select met.dossier, met.bits from unnest(%(band_3)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_3 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
    union all
    select met.dossier, met.bits from unnest(%(band_4)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_4 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
    union all
    select met.dossier, met.bits from unnest(%(band_5)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_5 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
    union all
    select met.dossier, met.bits from unnest(%(band_6)s::int[]) as tried(key) cross join lateral
        (select dossier, bits from page_looks where band_6 = tried.key and dossier <> (select number from own)
         order by number desc limit %(a_key)s) as met
), near as (
    select dossier, bit_count(bits # %(bits)s::bit(256)) as apart from met
)
select dossiers.id, dossiers.number, min(near.apart)::int as apart
from near join dossiers on dossiers.number = near.dossier
where near.apart <= %(most)s
group by dossiers.id, dossiers.number order by apart, dossiers.number desc limit %(limit)s;

-- name: dossiers_marked
select dossiers.id, dossiers.number, count(*)::int as shared
from unnest(%(marks)s::bigint[]) as tried(mark) cross join lateral
    (select paper_marks.dossier from paper_marks
     where paper_marks.mark = tried.mark
       and paper_marks.dossier <> (select number from dossiers where id = %(dossier)s)
     order by paper_marks.dossier desc limit %(a_key)s) as met
join dossiers on dossiers.number = met.dossier
group by dossiers.id, dossiers.number order by shared desc, dossiers.number desc limit %(limit)s;

-- name: drop_results
delete from result_marks where dossier = (select number from dossiers where id = %(dossier)s);

-- name: add_results
insert into result_marks (mark, dossier, document, revision, published_at, key)
select tried.mark, dossiers.number, %(document)s, %(revision)s, %(published_at)s, %(key)s
from unnest(%(marks)s::bigint[]) as tried(mark), dossiers
where dossiers.id = %(dossier)s
on conflict do nothing;

-- name: results_of
select distinct dossiers.id as dossier, document, result_marks.revision, published_at
from result_marks join dossiers on dossiers.number = result_marks.dossier
where dossiers.id = %(dossier)s order by document;

-- name: results_marked
select dossiers.id as dossier, met.document, met.revision, max(met.published_at) as published_at
from unnest(%(marks)s::bigint[]) as tried(mark) cross join lateral
    (select document, revision, dossier, published_at from result_marks
     where result_marks.mark = tried.mark
     order by published_at desc, dossier desc limit %(a_key)s) as met
join dossiers on dossiers.number = met.dossier
where dossiers.id <> %(dossier)s
group by dossiers.id, dossiers.number, met.document, met.revision
order by published_at desc, dossiers.number desc, met.document limit %(limit)s;

-- name: uploaded_again
select 1 from dossiers join dossiers as earlier using (sha256)
where dossiers.id = %(dossier)s and earlier.number < dossiers.number and earlier.refusal_code is null limit 1;

-- name: keep_figures
insert into figures (dossier, revision, branch, procedure, month,
    papers, digitized, attached_only, repeated, reused, seen_again, prefilled, from_registers,
    flagged, accepted, overridden, undecided, other_accepted, other_overridden, again)
select number, %(revision)s, branch, coalesce(procedure, ''), %(month)s,
    %(papers)s, %(digitized)s, %(attached_only)s, %(repeated)s, %(reused)s, %(seen_again)s, %(prefilled)s, %(from_registers)s,
    %(flagged)s, %(accepted)s, %(overridden)s, %(undecided)s, %(other_accepted)s, %(other_overridden)s, %(again)s
from dossiers where id = %(dossier)s
on conflict (dossier) do update set
    revision = excluded.revision,
    month = excluded.month,
    papers = excluded.papers,
    digitized = excluded.digitized,
    attached_only = excluded.attached_only,
    repeated = excluded.repeated,
    reused = excluded.reused,
    seen_again = excluded.seen_again,
    prefilled = excluded.prefilled,
    from_registers = excluded.from_registers,
    flagged = excluded.flagged,
    accepted = excluded.accepted,
    overridden = excluded.overridden,
    undecided = excluded.undecided,
    other_accepted = excluded.other_accepted,
    other_overridden = excluded.other_overridden,
    again = excluded.again
where figures.revision < excluded.revision;

-- name: drop_figure_reasons
delete from figure_reasons where dossier = (select number from dossiers where id = %(dossier)s);

-- name: add_figure_reason
insert into figure_reasons (dossier, reason, said, why, papers)
select number, %(reason)s, %(said)s, %(why)s, %(papers)s from dossiers where id = %(dossier)s;

-- name: figures
select case %(by)s::text when 'branch' then figures.branch
                   when 'procedure' then figures.procedure
                   when 'agency' then coalesce(known.agency, '')
                   else to_char(figures.month, 'YYYY-MM') end as key,
       case %(then)s::text when 'branch' then figures.branch
                   when 'procedure' then figures.procedure
                   when 'agency' then coalesce(known.agency, '')
                   when 'month' then to_char(figures.month, 'YYYY-MM') else '' end as second,
       (count(*) - sum(figures.again))::int as dossiers,
       sum(figures.papers)::int as papers,
       sum(figures.digitized)::int as digitized,
       sum(figures.attached_only)::int as attached_only,
       sum(figures.repeated)::int as repeated,
       sum(figures.reused)::int as reused,
       sum(figures.seen_again)::int as seen_again,
       sum(figures.prefilled)::int as prefilled,
       sum(figures.from_registers)::int as from_registers,
       sum(figures.flagged)::int as flagged,
       sum(figures.accepted)::int as accepted,
       sum(figures.overridden)::int as overridden,
       sum(figures.undecided)::int as undecided,
       sum(figures.other_accepted)::int as other_accepted,
       sum(figures.other_overridden)::int as other_overridden,
       sum(figures.again)::int as again
from figures left join unnest(%(procedures)s::text[], %(agencies)s::text[]) as known(procedure, agency)
    on known.procedure = figures.procedure
where figures.month between %(first)s::date and %(last)s::date
  and (%(branches)s::text[] is null or figures.branch = any(%(branches)s))
  and (%(of_procedures)s::text[] is null or figures.procedure = any(%(of_procedures)s))
  and not figures.procedure = any(%(not_of)s::text[])
group by 1, 2 order by 1, 2;

-- name: figure_reasons
select figure_reasons.reason, figure_reasons.said, figure_reasons.why,
       sum(figure_reasons.papers)::int as papers, count(*)::int as dossiers
from figure_reasons join figures using (dossier)
where figures.month between %(first)s::date and %(last)s::date
  and (%(branches)s::text[] is null or figures.branch = any(%(branches)s))
  and (%(of_procedures)s::text[] is null or figures.procedure = any(%(of_procedures)s))
  and not figures.procedure = any(%(not_of)s::text[])
group by 1, 2, 3 order by papers desc, 1, 2, 3;

-- name: add_standing
insert into standings (kind, branch, id, seen, wrong, score, stepped_down)
values (%(kind)s, %(branch)s, %(id)s, 0, 0, 0, false)
on conflict do nothing;

-- name: hold_standing
select * from standings where kind = %(kind)s and branch = %(branch)s and id = %(id)s for update;

-- name: set_standing
update standings set seen = %(seen)s, wrong = %(wrong)s, score = %(score)s,
    stepped_down = %(stepped_down)s, since = %(since)s
where kind = %(kind)s and branch = %(branch)s and id = %(id)s;

-- name: standings_down
select kind, branch, id from standings where stepped_down and branch in (%(branch)s, '');

-- name: standings
select * from standings
where %(branches)s::text[] is null or kind = 'type' or branch = any(%(branches)s);

-- name: put_correction
insert into corrections (id, dossier, document, type, register, owner, fields, asked_at, branch,
                         state, changed_by, changed_at)
values (%(id)s, %(dossier)s, %(document)s, %(type)s, %(register)s, %(owner)s, %(fields)s::text[], %(asked_at)s,
        %(branch)s, %(state)s, %(changed_by)s, %(changed_at)s)
on conflict (id) do update
set type = excluded.type, owner = excluded.owner, fields = excluded.fields, asked_at = excluded.asked_at,
    state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- name: hold_corrections_of
select * from corrections where dossier = %(dossier)s order by id for update;

-- name: hold_correction
select * from corrections
where id = %(id)s and (%(branches)s::text[] is null or branch = any(%(branches)s)) for update;

-- name: corrections
select * from corrections
where state = any(%(states)s) and (%(branches)s::text[] is null or branch = any(%(branches)s));

-- name: commit_unhurried
set local synchronous_commit = off;

-- name: add_pace
insert into register_paces (register, next_turn, not_before) values (%(register)s, '-infinity', '-infinity')
on conflict do nothing;

-- name: take_turn
update register_paces as pace
set next_turn = greatest(pace.next_turn, pace.not_before, given.now - %(ahead)s::interval) + %(gap)s::interval
from (select clock_timestamp() as now) as given
where pace.register = %(register)s
  and greatest(pace.next_turn, pace.not_before, given.now - %(ahead)s::interval)
      <= given.now + %(patience)s::interval
returning pace.next_turn - %(gap)s::interval as turn, given.now;

-- name: hold_pace
update register_paces set not_before = greatest(not_before, clock_timestamp() + %(rest)s::interval)
where register = %(register)s;

-- name: answers_told
select details->>'register' as register, details->>'outcome' as outcome, details->>'fault' as fault,
       count(*)::int as times
from audit
where action = 'register.answer' and at >= %(since)s
group by 1, 2, 3;
