// Written by `npm run generate` from tallies.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Companies that are not counted yet, or were by an older form of the measures or in another time zone, begin an edition. In a transaction of its own; locks the row of the company. */
export const beginCounting: ReadStatement<{ form: number | null }, { company_id: bigint }> = {
  name: 'insight.operations.begin_counting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'form', type: 'integer', array: false },
  ],
  text: "insert into insight.counted as k (company_id, edition, form, time_zone, pos)\nselect c.company_id, 1, $1::integer, c.time_zone, 0 from organization.company c\nwhere not exists (select from insight.counted k where k.company_id = c.company_id\n  and (k.form > $1::integer or k.form = $1::integer and k.time_zone = c.time_zone))\norder by c.company_id\non conflict (company_id) do update set edition = k.edition + 1, form = excluded.form, time_zone = excluded.time_zone, pos = 0\nreturning company_id",
}

/** Companies where something happened since they were counted. */
export const listUncounted: ReadStatement<{ form: number | null }, { company_id: bigint; edition: number; pos: bigint }> = {
  name: 'insight.operations.list_uncounted',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'form', type: 'integer', array: false },
  ],
  text: "select k.company_id, k.edition, k.pos from insight.counted k\njoin platform.company_head h on h.company_id = k.company_id\nwhere k.form = $1::integer and k.pos < h.pos order by k.company_id",
}

/** Where companies stand, and the place up to which the tail behind each is counted: at least one, and as many as hold `budget` changes of orders and lines of these orders at most; `heavy`: one place alone holds more. Edition 0: nothing of this form is counted yet. */
export const readCounted: ReadStatement<{ companyIds: readonly bigint[]; form: number | null; budget: bigint | null }, { company_id: bigint; edition: number; pos: bigint; head: bigint; until: bigint; heavy: boolean }> = {
  name: 'insight.operations.read_counted',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'form', type: 'integer', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "with company as (\n  select c.company_id, coalesce(k.edition, 0) as edition, coalesce(k.pos, 0) as pos, coalesce(h.pos, 0) as head\n  from unnest($1::bigint[]) as w(company_id)\n  join organization.company c on c.company_id = w.company_id\n  left join insight.counted k on k.company_id = c.company_id and k.form = $2::integer and k.time_zone = c.time_zone\n  left join platform.company_head h on h.company_id = c.company_id\n)\nselect c.company_id, c.edition, c.pos, c.head, coalesce(t.fits, t.first, c.pos) as until, t.fits is null and t.first is not null as heavy\nfrom company c\ncross join lateral (\n  select max(t.pos) filter (where t.sum <= $3::bigint) as fits, min(t.pos) as first from (\n    select h.pos, sum(h.weight) over (order by h.pos) as sum from (\n      -- An order is read once, however often it was changed. What is cut off weighs too much in any case.\n      select h.pos, 1 + case when row_number() over (partition by h.order_id order by h.pos) = 1 then coalesce(s.lines, 0) else 0 end as weight\n      from (\n        select g.pos, h.order_id from platform.company_log g\n        left join lateral (select h.order_id from orders.history h\n          where h.company_id = c.company_id and h.batch = g.batch) h on true\n        where g.company_id = c.company_id and g.pos > c.pos order by g.pos limit $3::bigint + 1\n      ) h\n      left join orders.order_state s on s.company_id = c.company_id and s.order_id = h.order_id\n    ) h\n  ) t\n) t\norder by c.company_id",
}

/** What happened at the places of stretches, one of a company, by its day: how often, and to how many orders for the first time on that day (of `firsts` alone). `offset 0`: each stretch is walked by its own index, whatever the estimates are. */
export const countStretch: ReadStatement<{ firsts: readonly number[]; codes: readonly number[]; events: readonly string[]; companyIds: readonly bigint[]; afters: readonly bigint[]; untils: readonly bigint[] }, { company_id: bigint; day: string; code: number; source: string; facts: bigint; orders: bigint }> = {
  name: 'insight.operations.count_stretch',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'firsts', type: 'integer', array: true },
    { name: 'codes', type: 'integer', array: true },
    { name: 'events', type: 'text', array: true },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
  ],
  text: "with kind as materialized (\n  select w.code, w.code = any($1::integer[]) as firsts, array_agg(w.event) as events\n  from unnest($2::integer[], $3::text[]) as w(code, event) group by w.code\n), fact as materialized (\n  select w.company_id, w.after, g.pos, h.batch, (g.at at time zone y.time_zone)::date as day, h.order_id, k.code, k.firsts, k.events, y.time_zone\n  from unnest($4::bigint[], $5::bigint[], $6::bigint[]) as w(company_id, after, until)\n  join organization.company y on y.company_id = w.company_id\n  cross join lateral (select g.pos, g.at, g.batch from platform.company_log g\n    where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g\n  cross join lateral (select h.batch, h.order_id, h.events from orders.history h\n    where h.company_id = w.company_id and h.batch = g.batch offset 0) h\n  join kind k on k.events && h.events\n), nth as (\n  select f.*, row_number() over (partition by f.company_id, f.code, f.order_id, f.day order by f.pos) as n from fact f\n)\nselect f.company_id, f.day, f.code, s.source, count(*) as facts, count(*) filter (where f.firsts and f.n = 1 and not exists (\n  select from orders.history e\n  join platform.company_log p on p.company_id = f.company_id and p.batch = e.batch and p.pos <= f.after\n    and (p.at at time zone f.time_zone)::date = f.day\n  where e.company_id = f.company_id and e.order_id = f.order_id and e.batch <> f.batch and e.events && f.events)) as orders\nfrom nth f\njoin orders.order_state s on s.company_id = f.company_id and s.order_id = f.order_id\ngroup by 1, 2, 3, 4 order by 1, 2, 3, 4",
}

/** Orders that stretches touched, one of a company, and no later place so far: those are counted there. Each with what is kept of it. */
export const listTouched: ReadStatement<{ companyIds: readonly bigint[]; editions: readonly number[]; afters: readonly bigint[]; untils: readonly bigint[] }, { company_id: bigint; order_id: bigint; day: string | null; source: string | null; codes: number[] | null; bins: number[] | null; numerators: bigint[] | null; denominators: bigint[] | null }> = {
  name: 'insight.operations.list_touched',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'editions', type: 'integer', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.order_id, t.day, t.source, t.codes, t.bins, t.numerators, t.denominators\nfrom (\n  select distinct w.company_id, w.edition, w.until, h.order_id\n  from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[]) as w(company_id, edition, after, until)\n  cross join lateral (select g.batch from platform.company_log g\n    where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until offset 0) g\n  cross join lateral (select h.order_id from orders.history h\n    where h.company_id = w.company_id and h.batch = g.batch offset 0) h\n) h\nleft join insight.order_tally t on t.company_id = h.company_id and t.edition = h.edition and t.order_id = h.order_id\nwhere not exists (select from orders.history e\n  join platform.company_log p on p.company_id = h.company_id and p.batch = e.batch and p.pos > h.until\n  where e.company_id = h.company_id and e.order_id = h.order_id)\norder by h.company_id, h.order_id",
}

export const readTallies: ReadStatement<{ companyId: bigint | null; edition: number | null; codes: readonly number[]; fromOn: string | null; toOn: string | null; source: string | null }, { code: number; day: string; bin: number; numerator: bigint; denominator: bigint }> = {
  name: 'insight.operations.read_tallies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'edition', type: 'integer', array: false },
    { name: 'codes', type: 'integer', array: true },
    { name: 'fromOn', type: 'date', array: false },
    { name: 'toOn', type: 'date', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select t.code, t.day, t.bin, sum(t.numerator)::bigint as numerator, sum(t.denominator)::bigint as denominator\nfrom insight.tally t\nwhere t.company_id = $1::bigint and t.edition = $2::integer and t.code = any($3::integer[])\n  and t.day between $4::date and $5::date and ($6::text is null or t.source = $6::text)\ngroup by t.code, t.day, t.bin",
}

/** Moves the places of companies on and adds what their stretches came to; of two that counted the same stretch, the second one finds the place moved and adds nothing. Locks the rows of the companies, then their tallies, by key. */
export const settleCount: ReadStatement<{ companyIds: readonly bigint[]; editions: readonly number[]; afters: readonly bigint[]; untils: readonly bigint[]; tallyCompanies: readonly bigint[]; codes: readonly number[]; days: readonly string[]; sources: readonly string[]; bins: readonly number[]; numerators: readonly bigint[]; denominators: readonly bigint[]; goneCompanies: readonly bigint[]; gone: readonly bigint[]; ofCompanies: readonly bigint[]; ofOrders: readonly bigint[]; ofDays: readonly string[]; ofSources: readonly string[]; ofCodes: readonly number[]; ofBins: readonly number[]; ofNumerators: readonly bigint[]; ofDenominators: readonly bigint[] }, { moved: bigint }> = {
  name: 'insight.operations.settle_count',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'editions', type: 'integer', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
    { name: 'tallyCompanies', type: 'bigint', array: true },
    { name: 'codes', type: 'integer', array: true },
    { name: 'days', type: 'date', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'bins', type: 'integer', array: true },
    { name: 'numerators', type: 'bigint', array: true },
    { name: 'denominators', type: 'bigint', array: true },
    { name: 'goneCompanies', type: 'bigint', array: true },
    { name: 'gone', type: 'bigint', array: true },
    { name: 'ofCompanies', type: 'bigint', array: true },
    { name: 'ofOrders', type: 'bigint', array: true },
    { name: 'ofDays', type: 'date', array: true },
    { name: 'ofSources', type: 'text', array: true },
    { name: 'ofCodes', type: 'integer', array: true },
    { name: 'ofBins', type: 'integer', array: true },
    { name: 'ofNumerators', type: 'bigint', array: true },
    { name: 'ofDenominators', type: 'bigint', array: true },
  ],
  text: "with held as materialized (\n  select k.company_id, k.edition, k.pos, w.until\n  from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[]) as w(company_id, edition, after, until)\n  join insight.counted k on k.company_id = w.company_id and k.edition = w.edition and k.pos = w.after\n  order by k.company_id for update of k\n), moved as (\n  update insight.counted k set pos = h.until from held h\n  where k.company_id = h.company_id and k.edition = h.edition and k.pos = h.pos\n  returning k.company_id, k.edition\n), added as (\n  insert into insight.tally as t (company_id, edition, code, day, source, bin, numerator, denominator)\n  select m.company_id, m.edition, a.code, a.day, a.source, a.bin, a.numerator, a.denominator\n  from moved m join unnest($5::bigint[], $6::integer[], $7::date[], $8::text[], $9::integer[],\n    $10::bigint[], $11::bigint[]) as a(company_id, code, day, source, bin, numerator, denominator)\n    on a.company_id = m.company_id\n  order by a.company_id, a.code, a.day, a.source, a.bin\n  on conflict (company_id, edition, code, day, source, bin) do update\n    set numerator = t.numerator + excluded.numerator, denominator = t.denominator + excluded.denominator\n), gone as (\n  delete from insight.order_tally t\n  using moved m join unnest($12::bigint[], $13::bigint[]) as g(company_id, order_id) on g.company_id = m.company_id\n  where t.company_id = m.company_id and t.edition = m.edition and t.order_id = g.order_id\n), kept as (\n  insert into insight.order_tally (company_id, edition, order_id, day, source, codes, bins, numerators, denominators)\n  select m.company_id, m.edition, o.order_id, o.day, o.source, array_agg(o.code order by o.code, o.bin),\n    array_agg(o.bin order by o.code, o.bin), array_agg(o.numerator order by o.code, o.bin),\n    array_agg(o.denominator order by o.code, o.bin)\n  from moved m join unnest($14::bigint[], $15::bigint[], $16::date[], $17::text[], $18::integer[],\n    $19::integer[], $20::bigint[], $21::bigint[])\n    as o(company_id, order_id, day, source, code, bin, numerator, denominator) on o.company_id = m.company_id\n  group by m.company_id, m.edition, o.order_id, o.day, o.source order by m.company_id, o.order_id\n  on conflict (company_id, edition, order_id) do update set day = excluded.day, source = excluded.source, codes = excluded.codes,\n    bins = excluded.bins, numerators = excluded.numerators, denominators = excluded.denominators\n)\nselect count(*) as moved from moved",
}

/** What is kept of editions that were counted anew, some rows at a time. */
export const forgetEditions: ReadStatement<{ most: bigint | null }, { count: bigint }> = {
  name: 'insight.operations.forget_editions',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "with orders as (\n  delete from insight.order_tally t using (select o.company_id, o.edition, o.order_id from insight.counted k cross join lateral (\n    select o.company_id, o.edition, o.order_id from insight.order_tally o\n    where o.company_id = k.company_id and o.edition < k.edition limit $1::bigint) o) o\n  where t.company_id = o.company_id and t.edition = o.edition and t.order_id = o.order_id returning 1\n), days as (\n  delete from insight.tally t using (select o.* from insight.counted k cross join lateral (\n    select o.company_id, o.edition, o.code, o.day, o.source, o.bin from insight.tally o\n    where o.company_id = k.company_id and o.edition < k.edition limit $1::bigint) o) o\n  where t.company_id = o.company_id and t.edition = o.edition and t.code = o.code and t.day = o.day and t.source = o.source\n    and t.bin = o.bin returning 1\n)\nselect (select count(*) from orders) + (select count(*) from days) as count",
}
