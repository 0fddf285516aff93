// Written by `npm run generate` from silence.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

/** Channels of which orders are expected. One whose arrivals are not noted up to now is not judged: that job has its own alert. */
export const readRates: ReadStatement<{ companyId: bigint | null; notedBy: Date | null }, { company_id: bigint; source: string; rate: Json | null; stated_at: Date; first_at: Date | null; last_at: Date | null; clock_offset_ms: bigint; time_zone: string; currency: string }> = {
  name: 'monitoring.silence.read_rates',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'notedBy', type: 'timestamptz', array: false },
  ],
  text: "select e.company_id, e.code as source, e.rate, e.stated_at, s.first_at, s.last_at, c.clock_offset_ms, c.time_zone, c.currency\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\njoin monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code\nwhere e.party = 'channel' and e.rate is not null and ($1::bigint is null or e.company_id = $1::bigint)\n  and not exists (select from platform.company_log l\n    where l.company_id = e.company_id and l.pos = s.pos + 1 and l.at < $2::timestamptz)\norder by e.company_id, e.code",
}

/** Orders of each hour of the week, by the clocks of the company: in all weeks looked at, and in the one that had the most. */
export const readHours: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[]; froms: readonly Date[]; until: Date | null }, { company_id: bigint; source: string; hour: number; orders: bigint; most: bigint }> = {
  name: 'monitoring.silence.read_hours',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'froms', type: 'timestamptz', array: true },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "select x.company_id, x.source, x.hour, sum(x.orders)::bigint as orders, max(x.orders)::bigint as most\nfrom (\n  select w.company_id, w.source, sum(a.orders) as orders,\n    ((extract(isodow from y.at) - 1) * 24 + extract(hour from y.at))::integer as hour\n  from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as w(company_id, source, \"from\")\n  join organization.company c on c.company_id = w.company_id\n  join monitoring.arrival a on a.company_id = w.company_id and a.source = w.source and a.hour >= w.\"from\" and a.hour < $4::timestamptz\n  cross join lateral (select (a.hour + c.clock_offset_ms * interval '1 millisecond') at time zone c.time_zone as at) y\n  group by w.company_id, w.source, a.hour, y.at\n) x\ngroup by x.company_id, x.source, x.hour",
}

/** What an order of a channel is worth, by its currency; `lately`: orders of the last day. */
export const readWorth: ReadStatement<{ lately: Date | null; companyIds: readonly bigint[]; sources: readonly string[] }, { company_id: bigint; source: string; currency: string; orders: bigint; total: bigint; worth: bigint; lately: bigint }> = {
  name: 'monitoring.silence.read_worth',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'lately', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
  ],
  text: "select a.company_id, a.source, a.currency, sum(a.orders)::bigint as orders, sum(a.total)::bigint as total, sum(a.worth)::bigint as worth,\n  coalesce(sum(a.orders) filter (where a.hour >= $1::timestamptz), 0)::bigint as lately\nfrom unnest($2::bigint[], $3::text[]) as w(company_id, source)\njoin monitoring.arrival a on a.company_id = w.company_id and a.source = w.source\ngroup by a.company_id, a.source, a.currency\norder by a.company_id, a.source, a.currency",
}

/** Numbers that are missing for longer than they may be, and what the channel said of the first of each run, if it said anything. A number whose order was cancelled before it came is not missed; nor is one whose time of remorse cannot be over yet. */
export const readGaps: ReadStatement<{ now: Date | null }, { company_id: bigint; source: string; first: bigint; last: bigint; width: number; since_at: Date; prefix: string; currency: string; event: string | null; outcome: string | null; message_id: bigint | null }> = {
  name: 'monitoring.silence.read_gaps',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select p.company_id, p.source, p.first, p.last, p.width, p.since_at, e.sequence ->> 'prefix' as prefix, c.currency,\n  m.event, m.outcome, m.id as message_id\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\nleft join orders.source_system r on r.company_id = e.company_id and r.code = e.code\njoin monitoring.order_gap p on p.company_id = e.company_id and p.source = e.code\n  and p.since_at <= $1::timestamptz - greatest((e.sequence ->> 'withinSeconds')::integer * interval '1 second',\n    coalesce(r.remorse_minutes, 0) * interval '1 minute')\nleft join lateral (select m.event, m.outcome, m.id from channels.channel h\n  join channels.message m on m.company_id = h.company_id and m.channel_id = h.id\n    and m.key = (e.sequence ->> 'prefix') || lpad(p.first::text, greatest(p.width, length(p.first::text)), '0')\n  where h.company_id = e.company_id and h.source = e.code order by m.id desc limit 1) m on true\nwhere e.party = 'channel' and e.sequence is not null\n  and not (p.first = p.last and m.event is not distinct from 'order_cancelled')\norder by p.company_id, p.source, p.first limit 10000",
}

/** Shipments that warehouses were asked for and have not confirmed at all, of each warehouse so many. One that was asked for before its time was kept counts from the end of its day. */
export const readUnconfirmed: ReadStatement<{ now: Date | null; most: bigint | null; companyId: bigint | null }, { company_id: bigint; code: string; id: bigint; since: Date; order_id: bigint; total: bigint; currency: string; worth: bigint; home: string }> = {
  name: 'monitoring.silence.read_unconfirmed',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select e.company_id, e.code, x.id, x.since, x.order_id, x.total, x.currency, x.worth, c.currency as home\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\njoin inventory.location l on l.company_id = e.company_id and l.code = e.code\ncross join lateral (\n  select s.id, o.id as order_id, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,\n    coalesce(s.released_at, (s.released_on + 1)::timestamp at time zone c.time_zone) as since\n  from fulfillment.shipment s\n  join orders.order_state t on t.company_id = s.company_id and t.order_id = s.cause_id\n  join orders.sales_order o on o.company_id = t.company_id and o.id = t.order_id and o.version = t.version\n  where s.company_id = e.company_id and s.location_id = l.id and s.state = 'requested'\n    and coalesce(s.released_at, (s.released_on + 1)::timestamp at time zone c.time_zone)\n      <= $1::timestamptz - e.within_seconds * interval '1 second'\n  order by s.released_on limit $2::bigint\n) x\nwhere e.party = 'warehouse' and ($3::bigint is null or e.company_id = $3::bigint)\norder by e.company_id, e.code, x.since, x.id",
}

/** Orders of which shops were not told all that happened, or did not take it, of each shop so many: since the first fact that the shop has not accepted. */
export const readUnaccepted: ReadStatement<{ most: bigint | null; now: Date | null; companyId: bigint | null }, { company_id: bigint; code: string; since: Date; order_id: bigint; external_id: string; problem: string | null; total: bigint; currency: string; worth: bigint; home: string }> = {
  name: 'monitoring.silence.read_unaccepted',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'most', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select e.company_id, e.code, x.since, x.order_id, x.external_id, x.problem, x.total, x.currency, x.worth, c.currency as home\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\ncross join lateral (\n  select o.id as order_id, o.external_id, o.total, o.currency, platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth,\n    t.problem, f.at as since\n  from (\n    (select t.order_id, t.told_pos, t.problem from channels.status_order t\n    where t.company_id = e.company_id and t.source = e.code and t.due_at is not null order by t.due_at limit $1::bigint)\n    union all\n    (select t.order_id, t.told_pos, t.problem from channels.status_order t\n    where t.company_id = e.company_id and t.source = e.code and t.problem is not null and t.due_at is null\n      and t.told_pos < t.heard_pos order by t.order_id limit $1::bigint)\n  ) t\n  cross join lateral (select min(g.at) as at from orders.history h\n    join platform.company_log g on g.company_id = h.company_id and g.batch = h.batch\n    where h.company_id = e.company_id and h.order_id = t.order_id and cardinality(h.events) > 0 and g.pos > t.told_pos) f\n  join orders.order_state s on s.company_id = e.company_id and s.order_id = t.order_id\n  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n  where f.at <= $2::timestamptz - e.within_seconds * interval '1 second'\n  limit $1::bigint\n) x\nwhere e.party = 'shop' and ($3::bigint is null or e.company_id = $3::bigint)\norder by e.company_id, e.code, x.since, x.order_id",
}

/** Events of orders that nobody queued for their shop: no process has its settings, or the one that had them is gone. Of each shop the next places are looked at. */
export const readUnheard: ReadStatement<{ places: bigint | null; now: Date | null; most: bigint | null; companyId: bigint | null }, { company_id: bigint; code: string; since: Date; order_id: bigint; external_id: string; total: bigint; currency: string; worth: bigint; home: string }> = {
  name: 'monitoring.silence.read_unheard',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'places', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select e.company_id, e.code, x.since, x.order_id, x.external_id, x.total, x.currency, x.worth, c.currency as home\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\ncross join lateral (select coalesce((select k.heard_pos from channels.status_channel k\n  where k.company_id = e.company_id and k.source = e.code), e.stated_pos) as pos) k\ncross join lateral (\n  select min(g.at) as since, o.id as order_id, o.external_id, o.total, o.currency,\n    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth\n  from platform.company_log g\n  join orders.history h on h.company_id = g.company_id and h.batch = g.batch and cardinality(h.events) > 0\n  join orders.order_state s on s.company_id = h.company_id and s.order_id = h.order_id and s.source = e.code\n  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n  where g.company_id = e.company_id and g.pos > k.pos and g.pos <= k.pos + $1::bigint\n    and g.at <= $2::timestamptz - e.within_seconds * interval '1 second'\n  group by o.id, o.external_id, o.total, o.currency, o.rate_e10\n  limit $3::bigint\n) x\nwhere e.party = 'shop' and ($4::bigint is null or e.company_id = $4::bigint)\norder by e.company_id, e.code, x.since, x.order_id",
}

/** Events that webhook endpoints have not answered: those behind the place of their queue, of which the next places are looked at, and those that were given up. */
export const readUnanswered: ReadStatement<{ places: bigint | null; now: Date | null; most: bigint | null; companyId: bigint | null }, { company_id: bigint; code: string; type: string; since: Date; order_id: bigint; given_up: boolean; total: bigint; currency: string; worth: bigint; home: string }> = {
  name: 'monitoring.silence.read_unanswered',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'places', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select e.company_id, e.code, x.type, x.since, x.order_id, x.given_up, o.total, o.currency,\n  platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth, c.currency as home\nfrom monitoring.expectation e\njoin organization.company c on c.company_id = e.company_id\njoin channels.webhook_endpoint w on w.company_id = e.company_id and w.code = e.code and not w.deleted and w.enabled\n  and w.channel_id is null\ncross join lateral (select q.pos from channels.webhook_queue q\n  where q.company_id = w.company_id and q.endpoint_id = w.id and q.until_pos is null offset 0) q\ncross join lateral (\n  (select t.type, g.at as since, h.order_id, false as given_up\n  from platform.company_log g\n  join orders.history h on h.company_id = g.company_id and h.batch = g.batch\n  cross join lateral unnest(h.events) as t(type)\n  where g.company_id = e.company_id and g.pos > q.pos and g.pos <= q.pos + $1::bigint\n    and (cardinality(w.event_types) = 0 or t.type = any(w.event_types))\n    and g.at <= $2::timestamptz - e.within_seconds * interval '1 second'\n  order by g.pos limit $3::bigint)\n  union all\n  (select f.type, f.failed_at, f.order_id, true from channels.webhook_failed f\n  where f.company_id = w.company_id and f.endpoint_id = w.id order by f.pos limit $3::bigint)\n) x\njoin orders.order_state s on s.company_id = e.company_id and s.order_id = x.order_id\njoin orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\nwhere e.party = 'webhook' and ($4::bigint is null or e.company_id = $4::bigint)\norder by e.company_id, e.code, x.since, x.order_id",
}
