// Written by `npm run generate` from alerts.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** What stands becomes an alert, one for a condition and its subject: raised once, then counted, raised again when it had gone; what stands no more is resolved. Changes and messages are written with it. Locks the rows of alerts, sorted by key. */
export const settleConditions: ReadStatement<{ companyIds: readonly bigint[]; conditions: readonly string[]; subjects: readonly string[]; severities: readonly string[]; says: readonly string[]; facts: readonly string[]; atRisk: readonly bigint[]; currencies: readonly string[]; evaluated: readonly string[]; now: Date | null; targets: readonly string[] }, { company_id: bigint; id: bigint; condition: string; subject: string; says: string; event: string }> = {
  name: 'monitoring.settle_conditions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'conditions', type: 'text', array: true },
    { name: 'subjects', type: 'text', array: true },
    { name: 'severities', type: 'text', array: true },
    { name: 'says', type: 'text', array: true },
    { name: 'facts', type: 'text', array: true },
    { name: 'atRisk', type: 'bigint', array: true },
    { name: 'currencies', type: 'text', array: true },
    { name: 'evaluated', type: 'text', array: true },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'targets', type: 'text', array: true },
  ],
  text: "with standing as (\n  select s.* from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],\n    $6::text[], $7::bigint[], $8::text[])\n    as s(company_id, condition, subject, severity, says, facts, at_risk, currency)\n), gone as (\n  select a.company_id, a.id, a.state from monitoring.alert a\n  where a.condition = any($9::text[]) and a.standing\n    and not exists (select from standing s where s.company_id = a.company_id and s.condition = a.condition and s.subject = a.subject)\n), put as (\n  insert into monitoring.alert (company_id, condition, subject, severity, says, facts, at_risk, currency, state, standing, episode,\n    seen, raised_at, last_seen_at)\n  select s.company_id, s.condition, s.subject, s.severity, s.says, s.facts::jsonb, case when s.currency <> '' then s.at_risk end,\n    nullif(s.currency, ''), 'open', true, 1, 1, $10::timestamptz, $10::timestamptz\n  from standing s order by s.company_id, s.condition, s.subject\n  on conflict (company_id, condition, subject) do update set severity = excluded.severity, says = excluded.says,\n    facts = excluded.facts, at_risk = excluded.at_risk, currency = excluded.currency, standing = true,\n    state = case when monitoring.alert.standing then monitoring.alert.state else 'open' end,\n    episode = monitoring.alert.episode + case when monitoring.alert.standing then 0 else 1 end,\n    seen = case when monitoring.alert.standing then monitoring.alert.seen + 1 else 1 end,\n    raised_at = case when monitoring.alert.standing then monitoring.alert.raised_at else $10::timestamptz end,\n    resolved_at = case when monitoring.alert.standing then monitoring.alert.resolved_at end,\n    last_seen_at = $10::timestamptz\n  returning *\n), resolved as (\n  update monitoring.alert a set standing = false, state = 'resolved', resolved_at = coalesce(a.resolved_at, $10::timestamptz)\n  from gone g where a.company_id = g.company_id and a.id = g.id and a.standing\n  returning a.*, g.state as was\n), moved as (\n  select p.*, 'raised' as event from put p where p.seen = 1\n  union all select r.company_id, r.id, r.condition, r.subject, r.severity, r.says, r.facts, r.at_risk, r.currency, r.state, r.standing,\n    r.episode, r.seen, r.raised_at, r.last_seen_at, r.resolved_at, 'resolved' from resolved r where r.was <> 'resolved'\n), changed as (\n  insert into monitoring.alert_change (company_id, alert_id, at, state, actor)\n  select m.company_id, m.id, $10::timestamptz, m.state, 'system' from moved m\n), told as (\n  insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)\n  select m.company_id, m.id, m.episode, m.event, t.target, jsonb_build_object('condition', m.condition, 'subject', m.subject,\n    'severity', m.severity, 'says', m.says, 'facts', m.facts, 'atRisk', m.at_risk, 'currency', m.currency,\n    'raisedAt', m.raised_at), $10::timestamptz, $10::timestamptz\n  from moved m cross join unnest($11::text[]) as t(target)\n  on conflict do nothing\n)\nselect m.company_id, m.id, m.condition, m.subject, m.says, m.event from moved m",
}

/** A person takes note of an alert, or says that it is settled; who and why are kept. Locks its row. */
export const changeAlert: ReadStatement<{ state: string | null; now: Date | null; companyIds: readonly bigint[]; id: bigint | null; actor: string | null; note: string | null; targets: readonly string[] }, { id: bigint }> = {
  name: 'monitoring.change_alert',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'state', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: false },
    { name: 'actor', type: 'text', array: false },
    { name: 'note', type: 'text', array: false },
    { name: 'targets', type: 'text', array: true },
  ],
  text: "with changed as (\n  update monitoring.alert a set state = $1::text,\n    resolved_at = case when $1::text = 'resolved' then $2::timestamptz else a.resolved_at end\n  where a.company_id = any($3::bigint[]) and a.id = $4::bigint and a.state <> 'resolved' and a.state <> $1::text\n  returning a.*\n), kept as (\n  insert into monitoring.alert_change (company_id, alert_id, at, state, actor, note)\n  select c.company_id, c.id, $2::timestamptz, c.state, $5::text, nullif($6::text, '') from changed c\n), told as (\n  insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)\n  select c.company_id, c.id, c.episode, 'resolved', t.target, jsonb_build_object('condition', c.condition, 'subject', c.subject,\n    'severity', c.severity, 'says', c.says, 'facts', c.facts, 'atRisk', c.at_risk, 'currency', c.currency,\n    'raisedAt', c.raised_at, 'resolvedBy', $5::text, 'note', $6::text), $2::timestamptz, $2::timestamptz\n  from changed c cross join unnest($7::text[]) as t(target)\n  where c.state = 'resolved'\n  on conflict do nothing\n)\nselect c.id from changed c",
}

export const listAlerts: ReadStatement<{ companyIds: readonly bigint[]; states: readonly string[]; after: bigint | null; most: bigint | null }, { company_id: bigint; id: bigint; condition: string; subject: string; severity: string; says: string; facts: Json; at_risk: bigint | null; currency: string | null; state: string; standing: boolean; episode: number; seen: bigint; raised_at: Date; last_seen_at: Date; resolved_at: Date | null }> = {
  name: 'monitoring.list_alerts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'states', type: 'text', array: true },
    { name: 'after', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select a.company_id, a.id, a.condition, a.subject, a.severity, a.says, a.facts, a.at_risk, a.currency, a.state, a.standing, a.episode,\n  a.seen, a.raised_at, a.last_seen_at, a.resolved_at\nfrom monitoring.alert a\nwhere a.company_id = any($1::bigint[]) and a.state = any($2::text[])\n  and ($3::bigint is null or a.id < $3::bigint)\norder by a.id desc limit $4::bigint",
}

export const readAlert: ReadStatement<{ companyIds: readonly bigint[]; id: bigint | null }, { company_id: bigint; id: bigint; condition: string; subject: string; severity: string; says: string; facts: Json; at_risk: bigint | null; currency: string | null; state: string; standing: boolean; episode: number; seen: bigint; raised_at: Date; last_seen_at: Date; resolved_at: Date | null }> = {
  name: 'monitoring.read_alert',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select a.company_id, a.id, a.condition, a.subject, a.severity, a.says, a.facts, a.at_risk, a.currency, a.state, a.standing, a.episode,\n  a.seen, a.raised_at, a.last_seen_at, a.resolved_at\nfrom monitoring.alert a where a.company_id = any($1::bigint[]) and a.id = $2::bigint",
}

export const readAlertChanges: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { at: Date; state: string; actor: string; note: string | null }> = {
  name: 'monitoring.read_alert_changes',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select c.at, c.state, c.actor, c.note from monitoring.alert_change c\nwhere c.company_id = $1::bigint and c.alert_id = $2::bigint order by c.id desc limit 100",
}

export const listMessages: ReadStatement<{ companyIds: readonly bigint[]; alertId: bigint | null; after: bigint | null; most: bigint | null }, { id: bigint; company_id: bigint; alert_id: bigint; event: string; target: string; state: string; attempts: number; made_at: Date; sent_at: Date | null; problem: string | null }> = {
  name: 'monitoring.list_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'alertId', type: 'bigint', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select m.id, m.company_id, m.alert_id, m.event, m.target, m.state, m.attempts, m.made_at, m.sent_at, m.problem\nfrom monitoring.message m\nwhere m.company_id = any($1::bigint[]) and ($2::bigint is null or m.alert_id = $2::bigint)\n  and ($3::bigint is null or m.id < $3::bigint)\norder by m.id desc limit $4::bigint",
}

export const writeTestMessages: ReadStatement<{ actor: string | null; now: Date | null; targets: readonly string[] }, { id: bigint }> = {
  name: 'monitoring.write_test_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'actor', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'targets', type: 'text', array: true },
  ],
  text: "insert into monitoring.message (company_id, alert_id, episode, event, target, body, made_at, due_at)\nselect 0, 0, 0, 'test', t.target, jsonb_build_object('says', 'A test: messages about alerts arrive here.', 'by', $1::text),\n  $2::timestamptz, $2::timestamptz\nfrom unnest($3::text[]) as t(target)\nreturning id",
}

/** Takes messages that are due past those that another process is taking; the lease is the due time. */
export const claimMessages: ReadStatement<{ leaseUntil: Date | null; now: Date | null; count: number | null }, { id: bigint; company_id: bigint; alert_id: bigint; event: string; target: string; body: Json; attempts: number; made_at: Date }> = {
  name: 'monitoring.claim_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'leaseUntil', type: 'timestamptz', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "update monitoring.message m set due_at = $1::timestamptz, attempts = m.attempts + 1\nwhere m.id = any (array(select w.id from monitoring.message w\n  where w.state = 'waiting' and w.due_at <= $2::timestamptz order by w.due_at limit $3::integer for update skip locked))\nreturning m.id, m.company_id, m.alert_id, m.event, m.target, m.body, m.attempts, m.made_at",
}

/** The attempt that has it says how it went. */
export const settleMessage: ReadStatement<{ state: string | null; dueAt: Date | null; problem: string | null; now: Date | null; id: bigint | null; attempts: number | null }, { id: bigint }> = {
  name: 'monitoring.settle_message',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'state', type: 'text', array: false },
    { name: 'dueAt', type: 'timestamptz', array: false },
    { name: 'problem', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'id', type: 'bigint', array: false },
    { name: 'attempts', type: 'integer', array: false },
  ],
  text: "update monitoring.message m set state = $1::text, due_at = $2::timestamptz, problem = nullif($3::text, ''),\n  sent_at = case when $1::text = 'sent' then $4::timestamptz end\nwhere m.id = $5::bigint and m.attempts = $6::integer and m.state = 'waiting'\nreturning m.id",
}

/** Alerts that are settled, and messages, have an end. */
export const forgetAlerts: ReadStatement<{ before: Date | null }, { count: bigint }> = {
  name: 'monitoring.forget_alerts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'before', type: 'timestamptz', array: false },
  ],
  text: "with messages as (delete from monitoring.message where state <> 'waiting' and made_at < $1::timestamptz returning 1),\n  alerts as (delete from monitoring.alert where state = 'resolved' and not standing and resolved_at < $1::timestamptz\n    returning company_id, id),\n  changes as (delete from monitoring.alert_change c using alerts a where c.company_id = a.company_id and c.alert_id = a.id returning 1)\nselect (select count(*) from messages) + (select count(*) from alerts) + (select count(*) from changes) as count",
}

export const countAlerts: ReadStatement<{  }, { condition: string; count: bigint }> = {
  name: 'monitoring.count_alerts',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
  ],
  text: "select a.condition, count(*) as count from monitoring.alert a where a.state <> 'resolved' group by a.condition order by a.condition",
}
