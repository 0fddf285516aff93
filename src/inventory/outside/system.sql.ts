// Written by `npm run generate` from system.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const systemsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; connection: string | null; costs: boolean; prices: boolean; price_rank: number; item_class: string | null; refresh_seconds: number; stale_seconds: number; active: boolean }> = {
  name: 'inventory.outside.systems_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.id, s.code, s.name, s.connection, s.costs, s.prices, s.price_rank, s.item_class, s.refresh_seconds,\n  s.stale_seconds, s.active\nfrom inventory.system s where s.company_id = any($1::bigint[])\norder by s.company_id, s.code",
}

export const saveSystems: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; connection: string | null; costs: boolean | null; prices: boolean | null; priceRank: number | null; itemClass: string | null; refreshSeconds: number | null; staleSeconds: number | null; active: boolean | null }, never> = {
  name: 'inventory.outside.save_systems',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'connection', type: 'text', array: true },
    { name: 'costs', type: 'boolean', array: true },
    { name: 'prices', type: 'boolean', array: true },
    { name: 'priceRank', type: 'integer', array: true },
    { name: 'itemClass', type: 'text', array: true },
    { name: 'refreshSeconds', type: 'integer', array: true },
    { name: 'staleSeconds', type: 'integer', array: true },
    { name: 'active', type: 'boolean', array: true },
  ],
  text: "insert into inventory.system as s (company_id, id, code, name, connection, costs, prices, price_rank, item_class, refresh_seconds,\n  stale_seconds, active)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as connection, unnest($6::boolean[]) as costs, unnest($7::boolean[]) as prices, unnest($8::integer[]) as price_rank, unnest($9::text[]) as item_class, unnest($10::integer[]) as refresh_seconds, unnest($11::integer[]) as stale_seconds, unnest($12::boolean[]) as active) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, connection = excluded.connection, costs = excluded.costs,\n  prices = excluded.prices, price_rank = excluded.price_rank, item_class = excluded.item_class,\n  refresh_seconds = excluded.refresh_seconds, stale_seconds = excluded.stale_seconds, active = excluded.active",
}

/** Takes `most` systems of companies that are to be asked now over a connection, those never asked first, in a transaction of its own. They are due again at `until`: that is the mark of the claim, and its end when the asker died. Of two that take the same the second finds it not due. */
export const claimSystems: ReadStatement<{ connection: string | null; companyIds: readonly bigint[]; now: Date | null; most: number | null; until: Date | null }, { company_id: bigint; id: bigint; code: string; refresh_seconds: number; step: bigint; cursor: string | null; round_rows: number; failures: number }> = {
  name: 'inventory.outside.claim_systems',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'connection', type: 'text', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'most', type: 'integer', array: false },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select s.company_id, s.id from inventory.system s\n  left join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id\n  where s.active and s.connection = $1::text and s.company_id = any($2::bigint[])\n    and (t.due_at is null or t.due_at <= $3::timestamptz)\n  order by t.due_at nulls first, s.company_id, s.id limit $4::integer for no key update of s skip locked\n), claimed as (\n  insert into inventory.system_state as t (company_id, system_id, step, round_rows, due_at, failures)\n  select d.company_id, d.id, 0, 0, $5::timestamptz, 0 from due d order by d.company_id, d.id\n  on conflict (company_id, system_id) do update set due_at = excluded.due_at\n  where t.due_at is null or t.due_at <= $3::timestamptz\n  returning t.company_id, t.system_id, t.step, t.cursor, t.round_rows, t.failures\n)\nselect s.company_id, s.id, s.code, s.refresh_seconds, c.step, c.cursor, c.round_rows, c.failures\nfrom claimed c join inventory.system s on s.company_id = c.company_id and s.id = c.system_id",
}

/** Whether a claim stands: the system was neither described anew nor taken by another process. */
export const readClaim: ReadStatement<{ companyId: bigint | null; systemId: bigint | null; until: Date | null }, never> = {
  name: 'inventory.outside.read_claim',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'systemId', type: 'bigint', array: false },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "select from inventory.system_state t\nwhere t.company_id = $1::bigint and t.system_id = $2::bigint and t.due_at = $3::timestamptz",
}

/** Who took it ends before it has asked: it is due at once. */
export const releaseSystem: ReadStatement<{ now: Date | null; companyId: bigint | null; systemId: bigint | null; until: Date | null }, { count: number }> = {
  name: 'inventory.outside.release_system',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'systemId', type: 'bigint', array: false },
    { name: 'until', type: 'timestamptz', array: false },
  ],
  text: "with released as (\n  update inventory.system_state t set due_at = $1::timestamptz\n  where t.company_id = $2::bigint and t.system_id = $3::bigint and t.due_at = $4::timestamptz\n  returning 1\n)\nselect count(*)::integer as count from released",
}

/** Systems whose newest snapshot is older than was set up, or that were never heard. */
export const countStale: ReadStatement<{ now: Date | null }, { stale: bigint }> = {
  name: 'inventory.outside.count_stale',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select count(*) as stale from inventory.system s\nleft join inventory.system_state t on t.company_id = s.company_id and t.system_id = s.id\nwhere s.active and (t.as_of is null or t.as_of < $1::timestamptz - s.stale_seconds * interval '1 second')",
}

/** The rows that systems answered in vain. */
export const readProblemKeys: ReadStatement<{ companyIds: readonly bigint[]; systemIds: readonly bigint[] }, { company_id: bigint; system_id: bigint; sku: string; place: string }> = {
  name: 'inventory.outside.read_problem_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'systemIds', type: 'bigint', array: true },
  ],
  text: "select p.company_id, p.system_id, p.sku, p.place\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, system_id)\ncross join lateral (select * from inventory.system_problem p where p.company_id = w.company_id and p.system_id = w.system_id offset 0) p",
}

/** The asker that was at this step first moves the place on; another one changes nothing. A failure keeps the place. */
export const moveSystem: WriteStatement<{ companyId: bigint | null; systemId: bigint | null; step: bigint | null; cursor: string | null; roundRows: number | null; dueAt: Date | null; asOf: Date | null; fetchedAt: Date | null; failures: number | null; problem: string | null; failedAt: Date | null }, never> = {
  name: 'inventory.outside.move_system',
  kind: 'write',
  lockClass: 'key',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'step', type: 'bigint', array: true },
    { name: 'cursor', type: 'text', array: true },
    { name: 'roundRows', type: 'integer', array: true },
    { name: 'dueAt', type: 'timestamptz', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'fetchedAt', type: 'timestamptz', array: true },
    { name: 'failures', type: 'integer', array: true },
    { name: 'problem', type: 'text', array: true },
    { name: 'failedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into inventory.system_state as t (company_id, system_id, step, cursor, round_rows, due_at, as_of, fetched_at, failures,\n  problem, failed_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as system_id, unnest($3::bigint[]) as step, unnest($4::text[]) as cursor, unnest($5::integer[]) as round_rows, unnest($6::timestamptz[]) as due_at, unnest($7::timestamptz[]) as as_of, unnest($8::timestamptz[]) as fetched_at, unnest($9::integer[]) as failures, unnest($10::text[]) as problem, unnest($11::timestamptz[]) as failed_at) as r\norder by r.company_id, r.system_id\non conflict (company_id, system_id) do update set step = excluded.step, cursor = excluded.cursor,\n  round_rows = excluded.round_rows, due_at = excluded.due_at,\n  as_of = greatest(t.as_of, excluded.as_of), fetched_at = greatest(t.fetched_at, excluded.fetched_at), failures = excluded.failures,\n  problem = excluded.problem, failed_at = coalesce(excluded.failed_at, t.failed_at)\nwhere t.step = excluded.step - 1",
}

/** Another description: it is asked from the beginning, at once. Who asks it by the old one moves nothing any more. */
export const restartSystem: WriteStatement<{ companyId: bigint | null; systemId: bigint | null }, never> = {
  name: 'inventory.outside.restart_system',
  kind: 'write',
  lockClass: 'key',
  sequence: 8,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
  ],
  text: "update inventory.system_state t set step = t.step + 1, cursor = null, round_rows = 0, due_at = null, failures = 0, problem = null\nwhere (t.company_id, t.system_id) in (select r.company_id, r.system_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as system_id) as r)",
}

/** A cost organization of which nothing was said: what holds in every one is asked for anew, from the beginning, at once. */
export const restartForCosts: WriteStatement<{ companyId: bigint | null; costOrganization: bigint | null }, never> = {
  name: 'inventory.outside.restart_for_costs',
  kind: 'write',
  lockClass: 'key',
  sequence: 9,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'costOrganization', type: 'bigint', array: true },
  ],
  text: "update inventory.system_state t set step = t.step + 1, cursor = null, round_rows = 0, due_at = null, failures = 0, problem = null\nfrom inventory.system s\nwhere s.company_id = t.company_id and s.id = t.system_id and s.active and s.costs and s.connection is not null\n  and t.company_id in (\n    select r.company_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as cost_organization) as r\n    where not exists (select 1 from inventory.system_cost c\n      where c.company_id = r.company_id and c.cost_organization = r.cost_organization))",
}

/** A system that hands its snapshots over by itself was heard. */
export const notePushed: WriteStatement<{ companyId: bigint | null; systemId: bigint | null; asOf: Date | null; fetchedAt: Date | null }, never> = {
  name: 'inventory.outside.note_pushed',
  kind: 'write',
  lockClass: 'key',
  sequence: 10,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'asOf', type: 'timestamptz', array: true },
    { name: 'fetchedAt', type: 'timestamptz', array: true },
  ],
  text: "insert into inventory.system_state as t (company_id, system_id, step, round_rows, due_at, as_of, fetched_at, failures)\nselect r.company_id, r.system_id, 0, 0, r.fetched_at, r.as_of, r.fetched_at, 0\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as system_id, unnest($3::timestamptz[]) as as_of, unnest($4::timestamptz[]) as fetched_at) as r\norder by r.company_id, r.system_id\non conflict (company_id, system_id) do update set as_of = greatest(t.as_of, excluded.as_of),\n  fetched_at = greatest(t.fetched_at, excluded.fetched_at)",
}

/** A good row came after all, or another round began. Before those that are kept: of two in one page the wrong one stays. */
export const deleteProblems: WriteStatement<{ companyId: bigint | null; systemId: bigint | null; sku: string | null; place: string | null }, never> = {
  name: 'inventory.outside.delete_problems',
  kind: 'write',
  lockClass: 'key',
  sequence: 11,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'place', type: 'text', array: true },
  ],
  text: "delete from inventory.system_problem p\nwhere (p.company_id, p.system_id, p.sku, p.place) in (\n  select r.company_id, r.system_id, r.sku, r.place from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as system_id, unnest($3::text[]) as sku, unnest($4::text[]) as place) as r)",
}

export const saveProblems: WriteStatement<{ companyId: bigint | null; systemId: bigint | null; sku: string | null; place: string | null; problems: Json | null; seenAt: Date | null }, never> = {
  name: 'inventory.outside.save_problems',
  kind: 'write',
  lockClass: 'key',
  sequence: 12,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'systemId', type: 'bigint', array: true },
    { name: 'sku', type: 'text', array: true },
    { name: 'place', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'seenAt', type: 'timestamptz', array: true },
  ],
  text: "insert into inventory.system_problem as p (company_id, system_id, sku, place, problems, seen_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as system_id, unnest($3::text[]) as sku, unnest($4::text[]) as place, unnest($5::jsonb[]) as problems, unnest($6::timestamptz[]) as seen_at) as r\norder by r.company_id, r.system_id, r.sku, r.place\non conflict (company_id, system_id, sku, place) do update set problems = excluded.problems, seen_at = excluded.seen_at",
}
