-- name: settle_conditions :read
-- What stands becomes an alert, one for a condition and its subject: raised once, then counted, raised again when it had
-- gone; what stands no more is resolved. Changes and messages are written with it. Locks the rows of alerts, sorted by key.
with standing as (
  select s.* from unnest(:company_ids::bigint[], :conditions::text[], :subjects::text[], :severities::text[], :says::text[],
    :facts::text[], :at_risk::bigint[], :currencies::text[])
    as s(company_id, condition, subject, severity, says, facts, at_risk, currency)
), gone as (
  select a.company_id, a.id, a.state from monitoring.alert a
  where a.condition = any(:evaluated::text[]) and a.standing
    and not exists (select from standing s where s.company_id = a.company_id and s.condition = a.condition and s.subject = a.subject)
), put as (
  insert into monitoring.alert (company_id, condition, subject, severity, says, facts, at_risk, currency, state, standing, episode,
    seen, raised_at, last_seen_at)
  select s.company_id, s.condition, s.subject, s.severity, s.says, s.facts::jsonb, case when s.currency <> '' then s.at_risk end,
    nullif(s.currency, ''), 'open', true, 1, 1, :now::timestamptz, :now::timestamptz
  from standing s order by s.company_id, s.condition, s.subject
  on conflict (company_id, condition, subject) do update set severity = excluded.severity, says = excluded.says,
    facts = excluded.facts, at_risk = excluded.at_risk, currency = excluded.currency, standing = true,
    state = case when monitoring.alert.standing then monitoring.alert.state else 'open' end,
    episode = monitoring.alert.episode + case when monitoring.alert.standing then 0 else 1 end,
    seen = case when monitoring.alert.standing then monitoring.alert.seen + 1 else 1 end,
    raised_at = case when monitoring.alert.standing then monitoring.alert.raised_at else :now::timestamptz end,
    resolved_at = case when monitoring.alert.standing then monitoring.alert.resolved_at end,
    last_seen_at = :now::timestamptz
  returning *
), resolved as (
  update monitoring.alert a set standing = false, state = 'resolved', resolved_at = coalesce(a.resolved_at, :now::timestamptz)
  from gone g where a.company_id = g.company_id and a.id = g.id and a.standing
  returning a.*, g.state as was
), moved as (
  select p.*, 'raised' as event from put p where p.seen = 1
  union all select r.company_id, r.id, r.condition, r.subject, r.severity, r.says, r.facts, r.at_risk, r.currency, r.state, r.standing,
    r.episode, r.seen, r.raised_at, r.last_seen_at, r.resolved_at, 'resolved' from resolved r where r.was <> 'resolved'
), changed as (
  insert into monitoring.alert_change (company_id, alert_id, at, state, actor)
  select m.company_id, m.id, :now::timestamptz, m.state, 'system' from moved m
), told as (
  insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)
  select m.company_id, m.id, m.episode, m.event, t.target, jsonb_build_object('condition', m.condition, 'subject', m.subject,
    'severity', m.severity, 'says', m.says, 'facts', m.facts, 'atRisk', m.at_risk, 'currency', m.currency,
    'raisedAt', m.raised_at), :now::timestamptz, :now::timestamptz
  from moved m cross join unnest(:targets::text[]) as t(target)
  on conflict do nothing
)
select m.company_id, m.id, m.condition, m.subject, m.says, m.event from moved m

-- name: change_alert :read
-- A person takes note of an alert, or says that it is settled; who and why are kept. Locks its row.
with changed as (
  update monitoring.alert a set state = :state::text,
    resolved_at = case when :state::text = 'resolved' then :now::timestamptz else a.resolved_at end
  where a.company_id = any(:company_ids::bigint[]) and a.id = :id::bigint and a.state <> 'resolved' and a.state <> :state::text
  returning a.*
), kept as (
  insert into monitoring.alert_change (company_id, alert_id, at, state, actor, note)
  select c.company_id, c.id, :now::timestamptz, c.state, :actor::text, nullif(:note::text, '') from changed c
), told as (
  insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)
  select c.company_id, c.id, c.episode, 'resolved', t.target, jsonb_build_object('condition', c.condition, 'subject', c.subject,
    'severity', c.severity, 'says', c.says, 'facts', c.facts, 'atRisk', c.at_risk, 'currency', c.currency,
    'raisedAt', c.raised_at, 'resolvedBy', :actor::text, 'note', :note::text), :now::timestamptz, :now::timestamptz
  from changed c cross join unnest(:targets::text[]) as t(target)
  where c.state = 'resolved'
  on conflict do nothing
)
select c.id from changed c

-- name: list_alerts :read
select a.company_id, a.id, a.condition, a.subject, a.severity, a.says, a.facts, a.at_risk, a.currency, a.state, a.standing, a.episode,
  a.seen, a.raised_at, a.last_seen_at, a.resolved_at
from monitoring.alert a
where a.company_id = any(:company_ids::bigint[]) and a.state = any(:states::text[])
  and (:after::bigint is null or a.id < :after::bigint)
order by a.id desc limit :most::bigint

-- name: read_alert :read
select a.company_id, a.id, a.condition, a.subject, a.severity, a.says, a.facts, a.at_risk, a.currency, a.state, a.standing, a.episode,
  a.seen, a.raised_at, a.last_seen_at, a.resolved_at
from monitoring.alert a where a.company_id = any(:company_ids::bigint[]) and a.id = :id::bigint

-- name: read_alert_changes :read
select c.at, c.state, c.actor, c.note from monitoring.alert_change c
where c.company_id = :company_id::bigint and c.alert_id = :id::bigint order by c.id desc limit 100

-- name: list_messages :read
select m.id, m.company_id, m.alert_id, m.event, m.target, m.state, m.attempts, m.made_at, m.sent_at, m.problem
from monitoring.message m
where m.company_id = any(:company_ids::bigint[]) and (:alert_id::bigint is null or m.alert_id = :alert_id::bigint)
  and (:after::bigint is null or m.id < :after::bigint)
order by m.id desc limit :most::bigint

-- name: write_test_messages :read
insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)
select 0, 0, 0, 'test', t.target, jsonb_build_object('says', 'A test: messages about alerts arrive here.', 'by', :actor::text),
  :now::timestamptz, :now::timestamptz
from unnest(:targets::text[]) as t(target)
returning id

-- name: claim_messages :read
-- Takes messages that are due past those that another process is taking; the lease is the due time.
update monitoring.message m set due_at = :lease_until::timestamptz, attempts = m.attempts + 1
where m.id = any (array(select w.id from monitoring.message w
  where w.state = 'waiting' and w.due_at <= :now::timestamptz order by w.due_at limit :count::integer for update skip locked))
returning m.id, m.company_id, m.alert_id, m.event, m.target, m.body, m.attempts, m.made_at

-- name: settle_message :read
-- The attempt that has it says how it went.
-- null: sent_at, problem
update monitoring.message m set state = :state::text, due_at = :due_at::timestamptz, problem = nullif(:problem::text, ''),
  sent_at = case when :state::text = 'sent' then :now::timestamptz end
where m.id = :id::bigint and m.attempts = :attempts::integer and m.state = 'waiting'
returning m.id

-- name: forget_alerts :read
-- Alerts that are settled, and messages, have an end.
with messages as (delete from monitoring.message where state <> 'waiting' and made_at < :before::timestamptz returning 1),
  alerts as (delete from monitoring.alert where state = 'resolved' and not standing and resolved_at < :before::timestamptz
    returning company_id, id),
  changes as (delete from monitoring.alert_change c using alerts a where c.company_id = a.company_id and c.alert_id = a.id returning 1)
select (select count(*) from messages) + (select count(*) from alerts) + (select count(*) from changes) as count

-- name: count_alerts :read
select a.condition, count(*) as count from monitoring.alert a where a.state <> 'resolved' group by a.condition order by a.condition
