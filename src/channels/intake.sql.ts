// Written by `npm run generate` from intake.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** What was received, byte for byte, encrypted under a key of its own, with whom it speaks of (0: nobody we know) and what became of it. */
export const insertIntake: WriteStatement<{ companyId: bigint | null; id: bigint | null; source: string | null; externalId: string | null; receivedAt: Date | null; principal: string | null; contentType: string | null; body: Buffer | null; bodyHash: Buffer | null; key: Buffer | null; customerId: bigint | null; outcome: string | null; problems: Json | null; orderId: bigint | null }, never> = {
  name: 'channels.insert_intake',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'externalId', type: 'text', array: true },
    { name: 'receivedAt', type: 'timestamptz', array: true },
    { name: 'principal', type: 'text', array: true },
    { name: 'contentType', type: 'text', array: true },
    { name: 'body', type: 'bytea', array: true },
    { name: 'bodyHash', type: 'bytea', array: true },
    { name: 'key', type: 'bytea', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "insert into channels.intake (company_id, id, source, external_id, received_at, principal, content_type, body, body_hash, key,\n  customer_id, outcome, problems, order_id)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as source, unnest($4::text[]) as external_id, unnest($5::timestamptz[]) as received_at, unnest($6::text[]) as principal, unnest($7::text[]) as content_type, unnest($8::bytea[]) as body, unnest($9::bytea[]) as body_hash, unnest($10::bytea[]) as key, unnest($11::bigint[]) as customer_id, unnest($12::text[]) as outcome, unnest($13::jsonb[]) as problems, unnest($14::bigint[]) as order_id) as r",
}

export const readIntake: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { source: string | null; external_id: string | null; received_at: Date; principal: string; content_type: string; body: Buffer; outcome: string; problems: Json; order_id: bigint | null; key: Buffer | null }> = {
  name: 'channels.read_intake',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select i.source, i.external_id, i.received_at, i.principal, i.content_type, i.body, i.outcome, i.problems, i.order_id, i.key\nfrom channels.intake i\nwhere i.company_id = $1::bigint and i.id = $2::bigint",
}

/** Bodies of nobody that have found their customer speak of that one from now on. Under the hold of the customer: one that came before an erasure of it stays nobody's and expires, since no erasure comes for it any more. When an order came its batch says (null: the body became none), else the clock. */
export const recognizeBodies: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; batch: bigint | null }, never> = {
  name: 'channels.recognize_bodies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "update channels.intake i set customer_id = r.customer_id\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::bigint[]) as batch) as r\nwhere i.company_id = r.company_id and i.id = r.id and i.customer_id = 0 and not exists (\n  select from customers.erasure_public e\n  join platform.log_public erased on erased.company_id = r.company_id and erased.batch = e.batch\n  left join platform.log_public came on came.company_id = r.company_id and came.batch = r.batch\n  where e.company_id = r.company_id and e.customer_id = r.customer_id\n    and coalesce(came.pos < erased.pos, i.received_at <= erased.at)\n)",
}

/** What was kept before it was understood: whom it speaks of, and what became of it. */
export const settleBody: WriteStatement<{ companyId: bigint | null; id: bigint | null; customerId: bigint | null; outcome: string | null; problems: Json | null; orderId: bigint | null }, never> = {
  name: 'channels.settle_body',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'outcome', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "update channels.intake i set customer_id = case when i.customer_id = 0 then r.customer_id else i.customer_id end,\n  outcome = r.outcome, problems = r.problems, order_id = coalesce(r.order_id, i.order_id)\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::bigint[]) as customer_id, unnest($4::text[]) as outcome, unnest($5::jsonb[]) as problems, unnest($6::bigint[]) as order_id) as r\nwhere i.company_id = r.company_id and i.id = r.id",
}

/** Bodies that speak of a customer and can be opened, up to `most`. */
export const countBodies: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; most: number | null }, { company_id: bigint; customer_id: bigint; bodies: number }> = {
  name: 'channels.count_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select w.company_id, w.customer_id, n.bodies\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, customer_id)\ncross join lateral (select count(*)::integer as bodies from (\n  select 1 from channels.intake i where i.company_id = w.company_id and i.customer_id = w.customer_id and i.key is not null\n  limit $3::integer\n) b) n",
}

/** The keys of up to `most` bodies (null: all) of a customer: what they sealed is nobody's any more. The rows of the bodies stay. */
export const destroyKeys: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; most: number | null }, never> = {
  name: 'channels.destroy_keys',
  kind: 'write',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: true },
  ],
  text: "with bodies as (\n  select b.company_id, b.id\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::integer[]) as most) as r\n  cross join lateral (select i.company_id, i.id from channels.intake i\n    where i.company_id = r.company_id and i.customer_id = r.customer_id and i.key is not null order by i.id limit r.most) b\n)\nupdate channels.intake i set key = null from bodies b where i.company_id = b.company_id and i.id = b.id",
}

/** Up to `count` bodies of nobody in all, the oldest of each company first, that were received before a time (null: any). Ids follow time closely: a company whose first one is younger is passed over. */
export const readBodiesOfNobody: ReadStatement<{ companyIds: readonly bigint[]; after: bigint | null; count: number | null; before: Date | null }, { company_id: bigint; id: bigint; order_id: bigint | null; source: string | null; external_id: string | null }> = {
  name: 'channels.read_bodies_of_nobody',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'after', type: 'bigint', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'before', type: 'timestamptz', array: false },
  ],
  text: "select b.company_id, b.id, b.order_id, b.source, b.external_id\nfrom unnest($1::bigint[]) as w(company_id)\ncross join lateral (\n  select i.received_at from channels.intake i\n  where i.company_id = w.company_id and i.customer_id = 0 and i.key is not null and i.id > $2::bigint\n  order by i.id limit 1\n) first\ncross join lateral (\n  select i.company_id, i.id, i.order_id, i.source, i.external_id, i.received_at from channels.intake i\n  where i.company_id = w.company_id and i.customer_id = 0 and i.key is not null and i.id > $2::bigint\n  order by i.id limit $3::integer\n) b\nwhere ($4::timestamptz is null or first.received_at < $4::timestamptz)\n  and ($4::timestamptz is null or b.received_at < $4::timestamptz)\nlimit $3::integer",
}

/** Destroys the keys of those that are nobody's still. Sorted: several processes may expire the same. */
export const expireBodies: WriteStatement<{ companyId: bigint | null; id: bigint | null }, never> = {
  name: 'channels.expire_bodies',
  kind: 'write',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
  ],
  text: "update channels.intake i set key = null from (\n  select i.company_id, i.id from channels.intake i\n  where (i.company_id, i.id) in (select r.company_id, r.id from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id) as r)\n    and i.customer_id = 0 and i.key is not null\n  order by i.company_id, i.id for no key update of i\n) b where i.company_id = b.company_id and i.id = b.id",
}
