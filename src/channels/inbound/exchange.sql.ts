// Written by `npm run generate` from exchange.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Which orders replace what comes back with which returns; what is known of one stays known; 0: no memo yet. In a transaction of its own. */
export const keepExchanges: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; names: readonly string[]; replacements: readonly string[]; orderIds: readonly bigint[]; creditMemoIds: readonly bigint[] }, { order_id: bigint }> = {
  name: 'channels.inbound.keep_exchanges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'names', type: 'text', array: true },
    { name: 'replacements', type: 'text', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'creditMemoIds', type: 'bigint', array: true },
  ],
  text: "insert into channels.exchange as e (company_id, channel_id, name, replacement, order_id, credit_memo_id)\nselect w.company_id, w.channel_id, w.name, w.replacement, w.order_id, nullif(max(w.credit_memo_id), 0)\nfrom unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[],\n  $6::bigint[]) as w(company_id, channel_id, name, replacement, order_id, credit_memo_id)\nwhere w.company_id is not null and w.channel_id is not null and w.name is not null and w.replacement is not null\ngroup by w.company_id, w.channel_id, w.name, w.replacement, w.order_id\norder by w.company_id, w.channel_id, w.name, w.replacement\non conflict (company_id, channel_id, name, replacement) do update\nset credit_memo_id = coalesce(e.credit_memo_id, excluded.credit_memo_id)\nreturning e.order_id",
}

/** Exchanges of these returns, and those that these orders are the replacement of, whose credit does not pay them yet. */
export const readExchanges: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; keys: readonly string[] }, { company_id: bigint; channel_id: bigint; name: string; replacement: string; order_id: bigint; credit_memo_id: bigint | null }> = {
  name: 'channels.inbound.read_exchanges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'keys', type: 'text', array: true },
  ],
  text: "select distinct e.company_id, e.channel_id, e.name, e.replacement, e.order_id, e.credit_memo_id\nfrom unnest($1::bigint[], $2::bigint[], $3::text[]) as w(company_id, channel_id, key)\ncross join lateral (\n  select x.* from channels.exchange x\n  where x.company_id = w.company_id and x.channel_id = w.channel_id and x.name = w.key and x.settled_at is null\n  union all\n  select x.* from channels.exchange x\n  where x.company_id = w.company_id and x.channel_id = w.channel_id and x.replacement = w.key and x.settled_at is null\n) e\norder by e.company_id, e.channel_id, e.name, e.replacement",
}

/** The orders that replace are here; `settled`: the credit pays them from now on. The rows are locked in order. In a transaction of its own. */
export const linkExchanges: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; names: readonly string[]; replacements: readonly string[]; replacementIds: readonly bigint[]; settled: readonly boolean[]; now: Date | null }, { order_id: bigint }> = {
  name: 'channels.inbound.link_exchanges',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'names', type: 'text', array: true },
    { name: 'replacements', type: 'text', array: true },
    { name: 'replacementIds', type: 'bigint', array: true },
    { name: 'settled', type: 'boolean', array: true },
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "with wanted as (\n  select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[],\n    $6::boolean[]) as w(company_id, channel_id, name, replacement, replacement_id, settled)\n), locked as (\n  select e.company_id, e.channel_id, e.name, e.replacement from channels.exchange e\n  where (e.company_id, e.channel_id, e.name, e.replacement) in\n      (select w.company_id, w.channel_id, w.name, w.replacement from wanted w)\n    and e.settled_at is null\n  order by e.company_id, e.channel_id, e.name, e.replacement for update\n)\nupdate channels.exchange e\nset replacement_id = w.replacement_id, settled_at = case when w.settled then $7::timestamptz end\nfrom wanted w join locked l\n  on l.company_id = w.company_id and l.channel_id = w.channel_id and l.name = w.name and l.replacement = w.replacement\nwhere e.company_id = l.company_id and e.channel_id = l.channel_id and e.name = l.name and e.replacement = l.replacement\nreturning e.order_id",
}
