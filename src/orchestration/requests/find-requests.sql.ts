// Written by `npm run generate` from find-requests.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Requests of a kind, the newest first; each filter is null when it is not given. `sees_all`: also those of other accounts than `accounts`. */
export const readRequests: ReadStatement<{ companyId: bigint | null; kind: string | null; id: bigint | null; orderId: bigint | null; state: string | null; seesAll: boolean | null; accounts: readonly bigint[]; skip: bigint | null; most: bigint | null }, { id: bigint; order_id: bigint; reason: string | null; made_at: Date; wanted_at: Date | null; state: string; code: string | null; problem: string | null; settled_at: Date | null }> = {
  name: 'orchestration.requests.read_requests',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'kind', type: 'text', array: false },
    { name: 'id', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'accounts', type: 'bigint', array: true },
    { name: 'skip', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select r.id, r.order_id, r.reason, r.made_at, r.wanted_at, r.state, r.code, r.problem, r.settled_at\nfrom orchestration.request r\nleft join orders.order_public o on o.company_id = r.company_id and o.order_id = r.order_id\nwhere r.company_id = $1::bigint and r.kind = $2::text\n  and ($3::bigint is null or r.id = $3::bigint)\n  and ($4::bigint is null or r.order_id = $4::bigint)\n  and ($5::text is null or r.state = $5::text)\n  and ($6::boolean or o.account_id = any($7::bigint[]))\norder by r.id desc offset $8::bigint limit $9::bigint",
}

/** How many there are of them, up to `most`. */
export const countRequests: ReadStatement<{ companyId: bigint | null; kind: string | null; id: bigint | null; orderId: bigint | null; state: string | null; seesAll: boolean | null; accounts: readonly bigint[]; most: bigint | null }, { found: number }> = {
  name: 'orchestration.requests.count_requests',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'kind', type: 'text', array: false },
    { name: 'id', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'state', type: 'text', array: false },
    { name: 'seesAll', type: 'boolean', array: false },
    { name: 'accounts', type: 'bigint', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select count(*)::integer as found from (\n  select 1 from orchestration.request r\n  left join orders.order_public o on o.company_id = r.company_id and o.order_id = r.order_id\n  where r.company_id = $1::bigint and r.kind = $2::text\n    and ($3::bigint is null or r.id = $3::bigint)\n    and ($4::bigint is null or r.order_id = $4::bigint)\n    and ($5::text is null or r.state = $5::text)\n    and ($6::boolean or o.account_id = any($7::bigint[]))\n  limit $8::bigint\n) f",
}
