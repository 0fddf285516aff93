// Written by `npm run generate` from open-return.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Returns of a sender that it has not ended, each due: goods may have come back before it was known. In a transaction of its own. */
export const keepOpenReturns: ReadStatement<{ now: Date | null; companyIds: readonly bigint[]; sources: readonly string[]; names: readonly string[]; requests: readonly string[]; orderIds: readonly bigint[]; firstAts: readonly Date[] }, { order_id: bigint }> = {
  name: 'channels.inbound.keep_open_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'names', type: 'text', array: true },
    { name: 'requests', type: 'text', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'firstAts', type: 'timestamptz', array: true },
  ],
  text: "insert into channels.open_return as t (company_id, source, name, request, order_id, first_at, state, due_at)\nselect distinct on (w.company_id, w.source, w.name) w.company_id, w.source, w.name, w.request, w.order_id, w.first_at, 'open', $1::timestamptz\nfrom unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[])\n  as w(company_id, source, name, request, order_id, first_at)\nwhere w.company_id is not null and w.source is not null and w.name is not null\norder by w.company_id, w.source, w.name\non conflict (company_id, source, name) do update set heard = t.heard + 1,\n  due_at = case when t.failures > 0 or t.lease_until is not null then coalesce(t.due_at, excluded.due_at) else excluded.due_at end\nwhere t.state <> 'ended'\nreturning t.order_id",
}

/** They are over in the shop, or called off. In a transaction of its own. */
export const endReturns: ReadStatement<{ companyIds: readonly bigint[]; sources: readonly string[]; names: readonly string[] }, { order_id: bigint }> = {
  name: 'channels.inbound.end_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'sources', type: 'text', array: true },
    { name: 'names', type: 'text', array: true },
  ],
  text: "update channels.open_return t set state = 'ended', due_at = null, lease_until = null, problem = null\nfrom unnest($1::bigint[], $2::text[], $3::text[]) as w(company_id, source, name)\nwhere t.company_id = w.company_id and t.source = w.source and t.name = w.name and t.state <> 'ended'\nreturning t.order_id",
}
