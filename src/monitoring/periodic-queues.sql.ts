// Written by `npm run generate` from periodic-queues.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Messages of channels, along message_due: those that a sender must be asked for are a job of their own. */
export const readMessageDepths: ReadStatement<{ now: Date | null }, { job: string; waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_message_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select case when d.cut then 'messages-cut' else 'messages' end as job, count(*) as waiting,\n  count(*) filter (where d.due_at <= $1::timestamptz) as due,\n  min(d.due_at) filter (where d.due_at <= $1::timestamptz) as oldest_due_at\nfrom channels.message d where d.due_at is not null group by d.cut",
}

/** Orders and returns that shops are to be told of, by the sources that each job tells: what is queued, and orders of the next places that were not heard yet. While a shop is left alone because it did not answer, nothing of it is due. */
export const readTellingDepths: ReadStatement<{ jobs: readonly string[]; companyIds: readonly bigint[]; sources: readonly string[]; places: bigint | null; now: Date | null }, { job: string; waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_telling_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'jobs', type: 'text', array: true },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'places', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "with shop as (\n  select w.job, w.company_id, w.source, coalesce(c.heard_pos, 0) as pos, c.due_at\n  from unnest($1::text[], $2::bigint[], $3::text[]) as w(job, company_id, source)\n  left join channels.status_channel c on c.company_id = w.company_id and c.source = w.source\n), waiting as (\n  select p.job, t.company_id, t.source, t.order_id, greatest(t.due_at, p.due_at) as due_at\n  from shop p\n  join channels.status_order t on t.company_id = p.company_id and t.source = p.source and t.due_at is not null\n  union all\n  select p.job, p.company_id, p.source, u.order_id, greatest(u.at, p.due_at)\n  from shop p\n  cross join lateral (\n    select h.order_id, min(g.at) as at from platform.company_log g\n    join orders.history h on h.company_id = g.company_id and h.batch = g.batch and cardinality(h.events) > 0\n    join orders.order_state o on o.company_id = h.company_id and o.order_id = h.order_id and o.source = p.source\n    where g.company_id = p.company_id and g.pos > p.pos and g.pos <= p.pos + $4::bigint\n    group by h.order_id\n  ) u\n), one as (\n  select w.job, min(w.due_at) as due_at from waiting w group by w.job, w.company_id, w.source, w.order_id\n  union all\n  select p.job, greatest(r.due_at, p.due_at)\n  from shop p\n  join channels.open_return r on r.company_id = p.company_id and r.source = p.source and r.due_at is not null\n)\nselect o.job, count(*) as waiting, count(*) filter (where o.due_at <= $5::timestamptz) as due,\n  min(o.due_at) filter (where o.due_at <= $5::timestamptz) as oldest_due_at\nfrom one o group by o.job",
}

/** Payments by gateway, along payment_due: authorizations that wait for their order are not due. */
export const readPaymentDepths: ReadStatement<{ now: Date | null }, { job: string; waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_payment_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select 'payments-' || replace(k.gateway, '_', '-') as job, count(*) as waiting,\n  count(*) filter (where k.due_at <= $1::timestamptz) as due,\n  min(k.due_at) filter (where k.due_at <= $1::timestamptz) as oldest_due_at\nfrom channels.payment_work k where k.due_at is not null group by k.gateway",
}

/** Places in the orders of facts that a job has not looked at, each of which is due. Balances are folded by so many places together. Channels that are not watched yet begin where what is learned from begins, as begin_watching of silence/arrivals.sql does. */
export const readPlaceDepths: ReadStatement<{ learnFrom: Date | null; places: bigint | null }, { job: string; waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_place_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'learnFrom', type: 'timestamptz', array: false },
    { name: 'places', type: 'bigint', array: false },
  ],
  text: "select b.job, sum(b.waiting)::bigint as waiting, sum(b.waiting)::bigint as due, min(g.at) as oldest_due_at\nfrom (\n  select p.job, p.company_id, h.pos - p.pos as waiting, p.pos + 1 as next\n  from (\n    select 'laws' as job, h.company_id, coalesce(l.pos, 0) as pos from platform.company_head h\n    left join monitoring.law_progress l on l.company_id = h.company_id\n    union all\n    select 'arrivals', e.company_id, min(coalesce(s.pos, (select max(l.pos) from platform.company_log l\n      where l.company_id = e.company_id and l.at < $1::timestamptz), 0))\n    from monitoring.expectation e\n    left join monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code\n    where e.party = 'channel'\n    group by e.company_id\n    union all\n    select 'operations-count', c.company_id, c.pos from insight.counted c\n    union all\n    select 'payments-of-cancelled-orders', c.company_id, coalesce(k.heard_pos, 0)\n    from (select distinct x.company_id from channels.channel x) c\n    left join channels.payment_heard k on k.company_id = c.company_id\n    where exists (select 1 from channels.payment y where y.company_id = c.company_id)\n  ) p\n  join platform.company_head h on h.company_id = p.company_id and h.pos > p.pos\n  union all\n  select 'balance-fold', h.company_id, (h.pos - coalesce(f.pos, 0)) / $2::bigint, coalesce(f.pos, 0) + $2::bigint\n  from platform.company_head h\n  left join lateral (select f.pos from ledger.balance_fold f where f.company_id = h.company_id and f.level = 1\n    order by f.after_pos desc limit 1) f on true\n  where h.pos >= coalesce(f.pos, 0) + $2::bigint\n) b\nleft join platform.company_log g on g.company_id = b.company_id and g.pos = b.next\ngroup by b.job",
}

export const readShortageDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_shortage_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, count(*) filter (where s.due_at <= $1::timestamptz) as due,\n  min(s.due_at) filter (where s.due_at <= $1::timestamptz) as oldest_due_at\nfrom inventory.shortage s",
}

/** Snapshots of outside systems that are all there, and neither held nor done with: due since their last page came. */
export const readFeedDepths: ReadStatement<{  }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_feed_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
  ],
  text: "select count(*) as waiting, min(s.completed_at) as oldest_due_at\nfrom inventory.feed_snapshot s where s.state in ('complete', 'posting')",
}

/** Goods that nobody fetched by their last day, and those of which somebody is to be reminded, by the day of each company: due since that day began there. */
export const readPickUpDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_pick_up_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, min((d.day::timestamp at time zone d.time_zone) - d.clock_offset_ms * interval '1 millisecond') as oldest_due_at\nfrom (\n  select u.day, c.time_zone, c.clock_offset_ms\n  from organization.company c\n  cross join lateral (\n    (select o.keep_until + 1 as day from fulfillment.open_shipment o\n      where o.company_id = c.company_id and o.keep_until is not null\n        and o.keep_until < (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date\n      limit 10000)\n    union all\n    (select o.remind_on from fulfillment.open_shipment o\n      where o.company_id = c.company_id and o.remind_on is not null\n        and o.remind_on <= (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date\n      limit 10000)\n  ) u\n) d",
}

/** Quotes that are with a customer after their last day, by the day of each company: due since that day was over there. */
export const readQuoteDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_quote_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, min((d.day::timestamp at time zone d.time_zone) - d.clock_offset_ms * interval '1 millisecond') as oldest_due_at\nfrom (\n  select u.day, c.time_zone, c.clock_offset_ms\n  from organization.company c\n  cross join lateral (\n    select q.expires_on + 1 as day from negotiation.quote q\n    where q.company_id = c.company_id and q.expires_on is not null\n      and q.expires_on < (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date\n    order by q.expires_on\n    limit 10000\n  ) u\n) d",
}

/** Outside inventory systems by connection, of the companies that it was given to; one that was never asked is due. */
export const readAskingDepths: ReadStatement<{ now: Date | null; jobs: readonly string[]; connections: readonly string[]; companyIds: readonly bigint[] }, { job: string; waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_asking_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'jobs', type: 'text', array: true },
    { name: 'connections', type: 'text', array: true },
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select w.job, count(*) as waiting,\n  count(*) filter (where coalesce(t.due_at, $1::timestamptz) <= $1::timestamptz) as due,\n  min(coalesce(t.due_at, $1::timestamptz)) filter (where coalesce(t.due_at, $1::timestamptz) <= $1::timestamptz) as oldest_due_at\nfrom unnest($2::text[], $3::text[], $4::bigint[]) as w(job, connection, company_id)\njoin inventory.system s on s.active and s.company_id = w.company_id and s.connection = w.connection\nleft join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id\ngroup by w.job",
}

export const readAlertMessageDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_alert_message_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 9,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, count(*) filter (where m.due_at <= $1::timestamptz) as due,\n  min(m.due_at) filter (where m.due_at <= $1::timestamptz) as oldest_due_at\nfrom monitoring.message m where m.state = 'waiting'",
}

/** Carts that hold goods, or are remembered, beyond their time by the clock of each company. */
export const readTemporaryDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_temporary_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 10,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, min(u.until_at - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at\nfrom organization.company c\ncross join lateral (select t.until_at from inventory.temporary_reservation t\n  where t.company_id = c.company_id and t.until_at <= $1::timestamptz + c.clock_offset_ms * interval '1 millisecond'\n  order by t.until_at limit 10000) u",
}

/** Orders whose approval is late by the clock of each company. */
export const readApprovalDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_approval_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 11,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, min(u.escalate_at - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at\nfrom organization.company c\ncross join lateral (select a.escalate_at from orders.approval a\n  where a.company_id = c.company_id and a.state = 'pending'\n    and a.escalate_at <= $1::timestamptz + c.clock_offset_ms * interval '1 millisecond'\n  order by a.escalate_at limit 10000) u",
}

/** Holds whose day has come where their company is, due since that day began there. */
export const readHoldDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_hold_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 12,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting,\n  min((u.expires_on::timestamp at time zone c.time_zone) - c.clock_offset_ms * interval '1 millisecond') as oldest_due_at\nfrom organization.company c\ncross join lateral (select h.expires_on from orders.hold h\n  where h.company_id = c.company_id and h.released_batch is null\n    and h.expires_on <= (($1::timestamptz + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone)::date\n  order by h.expires_on limit 10000) u",
}

/** What is asked for of orders, along request_due. */
export const readRequestDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_request_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 13,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as waiting, count(*) filter (where r.due_at <= $1::timestamptz) as due,\n  min(r.due_at) filter (where r.due_at <= $1::timestamptz) as oldest_due_at\nfrom orchestration.request r where r.due_at is not null",
}

/** What the watch of orders has not looked at: orders that time alone can have made later, by the clock of each company, and places of its log. */
export const readJeopardyDepths: ReadStatement<{ now: Date | null }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_jeopardy_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 14,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select coalesce(sum(w.waiting), 0)::bigint as waiting, min(w.due_at) as oldest_due_at\nfrom (\n  select count(*) as waiting, min(u.due_at - c.clock_offset_ms * interval '1 millisecond') as due_at\n  from organization.company c\n  cross join lateral (select j.due_at from orchestration.jeopardy j\n    where j.company_id = c.company_id and j.due_at <= $1::timestamptz + c.clock_offset_ms * interval '1 millisecond'\n    order by j.due_at limit 10000) u\n  union all\n  select coalesce(sum(h.pos - l.pos), 0)::bigint, min(g.at)\n  from orchestration.jeopardy_place l\n  join platform.company_head h on h.company_id = l.company_id and h.pos > l.pos\n  join platform.company_log g on g.company_id = l.company_id and g.pos = l.pos + 1\n  where l.policy_version > 0\n) w",
}

/** Places of the logs of companies that tell what became of their orders, behind which nobody looked. */
export const readStateDepths: ReadStatement<{  }, { waiting: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_state_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 15,
  params: [
  ],
  text: "select coalesce(sum(h.pos - l.pos), 0)::bigint as waiting, min(g.at) as oldest_due_at\nfrom orchestration.state_place l\njoin platform.company_head h on h.company_id = l.company_id and h.pos > l.pos\njoin platform.company_log g on g.company_id = l.company_id and g.pos = l.pos + 1\nwhere l.model_version > 0",
}
