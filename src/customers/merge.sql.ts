// Written by `npm run generate` from merge.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'

/** Every record of the customers that are named by number or id, with its last merge. */
export const readGroups: ReadStatement<{ companyIds: readonly bigint[]; numbers: readonly string[]; companiesOfIds: readonly bigint[]; ids: readonly bigint[] }, { company_id: bigint; id: bigint; number: string; kind: string; head_id: bigint; version: number; into_id: bigint | null }> = {
  name: 'customers.read_groups',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'numbers', type: 'text', array: true },
    { name: 'companiesOfIds', type: 'bigint', array: true },
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select distinct m.company_id, m.id, m.number, m.kind, s.head_id, coalesce(l.version, 0) as version, l.into_id\nfrom (\n  select c.company_id, c.id from unnest($1::bigint[], $2::text[]) as w(company_id, number)\n  join customers.customer c on c.company_id = w.company_id and c.number = w.number\n  union\n  select w.company_id, w.id from unnest($3::bigint[], $4::bigint[]) as w(company_id, id)\n) k\ncross join lateral (\n  select * from customers.same s where s.company_id = k.company_id and s.customer_id = k.id offset 0\n) s\ncross join lateral (\n  select * from customers.customer m where m.company_id = s.company_id and m.id = s.member_id offset 0\n) m\nleft join lateral (\n  select g.version, g.into_id from customers.merge g where g.company_id = m.company_id and g.customer_id = m.id\n  order by g.version desc limit 1\n) l on true",
}

/** Who changes which records are one customer holds the records that lead them. Orders of these do not wait, an erasure does. */
export const lockHeads: WriteStatement<{ companyId: bigint | null; headId: bigint | null }, { locked: bigint }> = {
  name: 'customers.lock_heads',
  kind: 'lock',
  lockClass: 'key',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'headId', type: 'bigint', array: true },
  ],
  text: "select count(*) as locked from (\n  select 1 from customers.customer c\n  where (c.company_id, c.id) in (select r.company_id, r.head_id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as head_id) as r)\n  order by c.company_id, c.id for no key update\n) l",
}

/** Under the lock of the heads: each leads as many others as it was read to, and is led by none, else DK001. */
export const relyOnGroups: WriteStatement<{ companyId: bigint | null; headId: bigint | null; others: bigint | null }, { verified: boolean }> = {
  name: 'customers.rely_on_groups',
  kind: 'write',
  lockClass: 'key',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'headId', type: 'bigint', array: true },
    { name: 'others', type: 'bigint', array: true },
  ],
  text: "select platform.verify(not exists (\n  select from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as head_id, unnest($3::bigint[]) as others) as r\n  where r.others <> (select count(*) from customers.merge g\n      where g.company_id = r.company_id and g.head_id = r.head_id and not exists (select from customers.merge n\n        where n.company_id = g.company_id and n.customer_id = g.customer_id and n.version > g.version))\n    or exists (select from customers.merge g\n      where g.company_id = r.company_id and g.customer_id = r.head_id and g.head_id is not null\n        and not exists (select from customers.merge n\n          where n.company_id = g.company_id and n.customer_id = g.customer_id and n.version > g.version))\n)) as verified",
}

export const insertMerges: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; version: number | null; intoId: bigint | null; headId: bigint | null; reason: string | null; rule: string | null; actor: string | null; batch: bigint | null }, never> = {
  name: 'customers.insert_merges',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'version', type: 'integer', array: true },
    { name: 'intoId', type: 'bigint', array: true },
    { name: 'headId', type: 'bigint', array: true },
    { name: 'reason', type: 'text', array: true },
    { name: 'rule', type: 'text', array: true },
    { name: 'actor', type: 'text', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into customers.merge (company_id, customer_id, version, into_id, head_id, reason, rule, actor, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::integer[]) as version, unnest($4::bigint[]) as into_id, unnest($5::bigint[]) as head_id, unnest($6::text[]) as reason, unnest($7::text[]) as rule, unnest($8::text[]) as actor, unnest($9::bigint[]) as batch) as r\norder by r.company_id, r.customer_id, r.version",
}
