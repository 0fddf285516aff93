// Written by `npm run generate` from arrivals.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Channels that were not watched before begin where what is learned from begins. In a transaction of its own. */
export const beginWatching: ReadStatement<{ learnFrom: Date | null }, { pos: bigint }> = {
  name: 'monitoring.silence.begin_watching',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'learnFrom', type: 'timestamptz', array: false },
  ],
  text: "insert into monitoring.arrival_state (company_id, source, pos)\nselect e.company_id, e.code, coalesce((select max(l.pos) from platform.company_log l\n  where l.company_id = e.company_id and l.at < $1::timestamptz), 0)\nfrom monitoring.expectation e\nwhere e.party = 'channel'\n  and not exists (select from monitoring.arrival_state s where s.company_id = e.company_id and s.source = e.code)\non conflict (company_id, source) do nothing\nreturning pos",
}

/** Channels where something happened since they were looked at. */
export const readWatched: ReadStatement<{  }, { company_id: bigint; source: string; wanted_prefix: string | null; stated_at: Date; pos: bigint; head: bigint; prefix: string | null; highest: bigint | null }> = {
  name: 'monitoring.silence.read_watched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
  ],
  text: "select e.company_id, e.code as source, e.sequence ->> 'prefix' as wanted_prefix, e.stated_at, s.pos, h.pos as head, s.prefix, s.highest\nfrom monitoring.expectation e\njoin monitoring.arrival_state s on s.company_id = e.company_id and s.source = e.code\njoin platform.company_head h on h.company_id = e.company_id\nwhere e.party = 'channel' and s.pos < h.pos\norder by e.company_id, e.code",
}

export const readGapsOf: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[] }, { company_id: bigint; source: string; first: bigint; last: bigint; width: number; since_at: Date }> = {
  name: 'monitoring.silence.read_gaps_of',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
  ],
  text: "select p.company_id, p.source, p.first, p.last, p.width, p.since_at\nfrom unnest($1::bigint[], $2::text[]) as w(company_id, source)\njoin monitoring.order_gap p on p.company_id = w.company_id and p.source = w.source\norder by p.company_id, p.source, p.first",
}

/** Orders of channels whose first fact stands in a stretch, whatever became of them. */
export const readArrivals: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[]; afters: readonly bigint[]; untils: readonly bigint[] }, { company_id: bigint; source: string; pos: bigint; at: Date; external_id: string; currency: string; total: bigint; worth: bigint }> = {
  name: 'monitoring.silence.read_arrivals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.source, g.pos, g.at, o.external_id, o.currency, o.total,\n  platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth\nfrom unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) as w(company_id, source, after, until)\njoin organization.company c on c.company_id = w.company_id\ncross join lateral (select g.pos, g.at, g.batch from platform.company_log g\n  where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g\njoin orders.history h on h.company_id = w.company_id and h.batch = g.batch\n  and h.events && array['order.submitted', 'order.drafted', 'order.failed']\njoin orders.order_state s on s.company_id = w.company_id and s.order_id = h.order_id and s.source = w.source\njoin orders.sales_order o on o.company_id = w.company_id and o.id = s.order_id and o.version = s.version\nwhere not exists (select from orders.history e join platform.company_log p on p.company_id = e.company_id and p.batch = e.batch\n  where e.company_id = w.company_id and e.order_id = h.order_id and p.pos < g.pos)\norder by w.company_id, w.source, g.pos, o.id",
}

/** Moves the places of channels on and counts what came; of two that looked at the same stretch, the second one finds the place moved and counts nothing. Locks the rows of the channels. */
export const settleArrivals: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[]; afters: readonly bigint[]; untils: readonly bigint[]; cames: readonly number[]; firstAts: readonly Date[]; lastAts: readonly Date[]; prefixes: readonly string[]; highests: readonly bigint[]; ofCompanyIds: readonly bigint[]; ofSources: readonly string[]; ats: readonly Date[]; currencies: readonly string[]; totals: readonly bigint[]; worths: readonly bigint[]; gapCompanyIds: readonly bigint[]; gapSources: readonly string[]; firsts: readonly bigint[]; lasts: readonly bigint[]; widths: readonly number[]; sinces: readonly Date[] }, { moved: bigint }> = {
  name: 'monitoring.silence.settle_arrivals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
    { name: 'cames', type: 'integer', array: true },
    { name: 'firstAts', type: 'timestamptz', array: true },
    { name: 'lastAts', type: 'timestamptz', array: true },
    { name: 'prefixes', type: 'text', array: true },
    { name: 'highests', type: 'bigint', array: true },
    { name: 'ofCompanyIds', type: 'bigint', array: true },
    { name: 'ofSources', type: 'text', array: true },
    { name: 'ats', type: 'timestamptz', array: true },
    { name: 'currencies', type: 'text', array: true },
    { name: 'totals', type: 'bigint', array: true },
    { name: 'worths', type: 'bigint', array: true },
    { name: 'gapCompanyIds', type: 'bigint', array: true },
    { name: 'gapSources', type: 'text', array: true },
    { name: 'firsts', type: 'bigint', array: true },
    { name: 'lasts', type: 'bigint', array: true },
    { name: 'widths', type: 'integer', array: true },
    { name: 'sinces', type: 'timestamptz', array: true },
  ],
  text: "with moved as (\n  update monitoring.arrival_state s set pos = w.until,\n    first_at = coalesce(s.first_at, case when w.came > 0 then w.first_at end),\n    last_at = case when w.came > 0 then w.last_at else s.last_at end, prefix = w.prefix, highest = nullif(w.highest, -1)\n  from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::integer[],\n    $6::timestamptz[], $7::timestamptz[], $8::text[], $9::bigint[])\n    as w(company_id, source, after, until, came, first_at, last_at, prefix, highest)\n  where s.company_id = w.company_id and s.source = w.source and s.pos = w.after\n  returning s.company_id, s.source\n), counted as (\n  insert into monitoring.arrival as a (company_id, source, hour, currency, orders, total, worth)\n  select c.company_id, c.source, date_trunc('hour', c.at, 'UTC'), c.currency, count(*), sum(c.total), sum(c.worth)\n  from unnest($10::bigint[], $11::text[], $12::timestamptz[], $13::text[], $14::bigint[],\n    $15::bigint[]) as c(company_id, source, at, currency, total, worth)\n  join moved m on m.company_id = c.company_id and m.source = c.source\n  group by 1, 2, 3, 4 order by 1, 2, 3, 4\n  on conflict (company_id, source, hour, currency) do update set orders = a.orders + excluded.orders,\n    total = a.total + excluded.total, worth = a.worth + excluded.worth\n), gap as (\n  select g.* from unnest($16::bigint[], $17::text[], $18::bigint[], $19::bigint[], $20::integer[],\n    $21::timestamptz[]) as g(company_id, source, first, last, width, since_at)\n  join moved m on m.company_id = g.company_id and m.source = g.source\n), filled as (\n  delete from monitoring.order_gap p using moved m\n  where p.company_id = m.company_id and p.source = m.source\n    and not exists (select from gap g where g.company_id = p.company_id and g.source = p.source and g.first = p.first)\n), kept as (\n  insert into monitoring.order_gap (company_id, source, first, last, width, since_at)\n  select g.* from gap g order by g.company_id, g.source, g.first\n  on conflict (company_id, source, first) do update set last = excluded.last, since_at = excluded.since_at\n)\nselect count(*) as moved from moved",
}

/** Hours that nothing is learned from any more, and numbers that nobody found for so long. */
export const forgetArrivals: ReadStatement<{ learnFrom: Date | null; missedFrom: Date | null }, { count: bigint }> = {
  name: 'monitoring.silence.forget_arrivals',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'learnFrom', type: 'timestamptz', array: false },
    { name: 'missedFrom', type: 'timestamptz', array: false },
  ],
  text: "with hours as (delete from monitoring.arrival a where a.hour < $1::timestamptz returning 1),\n  gaps as (delete from monitoring.order_gap p where p.since_at < $2::timestamptz returning 1)\nselect (select count(*) from hours) + (select count(*) from gaps) as count",
}
