// Written by `npm run generate` from replacing.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Payments that took the place of one in the store. */
export const readReplacingPayments: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; part: string; amount: bigint; taken: boolean }> = {
  name: 'channels.inbound.read_replacing_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select r.company_id, r.order_id, r.part, r.amount, r.taken\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\njoin channels.replacing_payment r on r.company_id = w.company_id and r.order_id = w.order_id\norder by r.company_id, r.order_id, r.part",
}

/** Payments that take the place of one in the store; one that was taken in stays as it was then. In a transaction of its own. */
export const keepReplacingPayments: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[]; parts: readonly string[]; amounts: readonly bigint[]; takens: readonly boolean[] }, { order_id: bigint }> = {
  name: 'channels.inbound.keep_replacing_payments',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'parts', type: 'text', array: true },
    { name: 'amounts', type: 'bigint', array: true },
    { name: 'takens', type: 'boolean', array: true },
  ],
  text: "insert into channels.replacing_payment as r (company_id, order_id, part, amount, taken)\nselect w.company_id, w.order_id, w.part, (array_agg(w.amount order by w.taken desc))[1], bool_or(w.taken)\nfrom unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[])\n  as w(company_id, order_id, part, amount, taken)\nwhere w.company_id is not null and w.order_id is not null and w.part is not null\ngroup by w.company_id, w.order_id, w.part\norder by w.company_id, w.order_id, w.part\non conflict (company_id, order_id, part) do update set amount = excluded.amount, taken = excluded.taken where not r.taken\nreturning r.order_id",
}
