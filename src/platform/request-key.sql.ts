// Written by `npm run generate` from request-key.sql; do not edit.
import type { ReadStatement, WriteStatement } from './database/index.ts'
import type { Json } from './json.ts'

/** Keys that callers gave before: a request that comes again is answered from its first outcome. */
export const readRequestKeys: ReadStatement<{ companyIds: readonly bigint[]; principals: readonly string[]; routes: readonly string[]; keys: readonly string[] }, { company_id: bigint; principal: string; route: string; key: string; body_hash: Buffer; outcome: Json }> = {
  name: 'platform.read_request_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'principals', type: 'text', array: true },
    { name: 'routes', type: 'text', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select k.company_id, k.principal, k.route, k.key, k.body_hash, k.outcome\nfrom unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as w(company_id, principal, route, key)\ncross join lateral (select * from platform.request_key k where k.company_id = w.company_id and k.principal = w.principal and k.route = w.route and k.key = w.key offset 0) k",
}

/** A unique violation means that another node has the key: the batch reads again and answers from what stands. */
export const insertRequestKey: WriteStatement<{ companyId: bigint | null; principal: string | null; route: string | null; key: string | null; bodyHash: Buffer | null; batch: bigint | null; outcome: Json | null; expiresAt: Date | null }, never> = {
  name: 'platform.insert_request_key',
  kind: 'write',
  lockClass: 'key',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'principal', type: 'text', array: true },
    { name: 'route', type: 'text', array: true },
    { name: 'key', type: 'text', array: true },
    { name: 'bodyHash', type: 'bytea', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'outcome', type: 'jsonb', array: true },
    { name: 'expiresAt', type: 'timestamptz', array: true },
  ],
  text: "insert into platform.request_key (company_id, principal, route, key, body_hash, batch, outcome, expires_at)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as principal, unnest($3::text[]) as route, unnest($4::text[]) as key, unnest($5::bytea[]) as body_hash, unnest($6::bigint[]) as batch, unnest($7::jsonb[]) as outcome, unnest($8::timestamptz[]) as expires_at) as r\norder by r.company_id, r.principal, r.route, r.key",
}

/** Places, from 1, of keys that another transaction holds; undoes what it tries. */
export const findRequestKeysInFlight: ReadStatement<{ candidates: Json | null }, { place: number }> = {
  name: 'platform.find_request_keys_in_flight',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'candidates', type: 'jsonb', array: false },
  ],
  text: "select k.place from platform.keys_in_flight('platform.request_key', $1::jsonb) as k(place)",
}

/** A chunk of what has expired, in a transaction of its own; what another node deletes just now is passed over. */
export const deleteExpiredRequestKeys: ReadStatement<{ now: Date | null; count: number | null }, { count: number }> = {
  name: 'platform.delete_expired_request_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "with expired as (\n  select k.ctid as place from platform.request_key k\n  where k.expires_at <= $1::timestamptz\n  order by k.expires_at limit $2::integer\n  for update skip locked\n), gone as (\n  delete from platform.request_key k\n  where k.ctid = any (array(select e.place from expired e))\n  returning 1\n)\nselect count(*)::integer as count from gone",
}
