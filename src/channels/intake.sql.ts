// Written by `npm run generate` from intake.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** What was received, byte for byte, encrypted, with what became of it. */
export const insertIntake: WriteStatement<{ companyId: bigint | null; id: bigint | null; source: string | null; externalId: string | null; receivedAt: Date | null; principal: string | null; contentType: string | null; body: Buffer | null; bodyHash: Buffer | null; outcome: string | null; problems: Json | null; orderId: bigint | null }, never> = {
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
    { name: 'outcome', type: 'text', array: true },
    { name: 'problems', type: 'jsonb', array: true },
    { name: 'orderId', type: 'bigint', array: true },
  ],
  text: "insert into channels.intake (company_id, id, source, external_id, received_at, principal, content_type, body, body_hash, outcome,\n  problems, order_id)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as source, unnest($4::text[]) as external_id, unnest($5::timestamptz[]) as received_at, unnest($6::text[]) as principal, unnest($7::text[]) as content_type, unnest($8::bytea[]) as body, unnest($9::bytea[]) as body_hash, unnest($10::text[]) as outcome, unnest($11::jsonb[]) as problems, unnest($12::bigint[]) as order_id) as r",
}

/** The data key of one body: erasing a person destroys it, and the row that is left says nothing. */
export const insertBlobKey: WriteStatement<{ companyId: bigint | null; blobId: bigint | null; key: Buffer | null }, never> = {
  name: 'channels.insert_blob_key',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'blobId', type: 'bigint', array: true },
    { name: 'key', type: 'bytea', array: true },
  ],
  text: "insert into channels.blob_key (company_id, blob_id, key)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as blob_id, unnest($3::bytea[]) as key) as r",
}

/** Whom a body speaks of; 0 while no customer is recognized. */
export const insertBlobPerson: WriteStatement<{ companyId: bigint | null; blobId: bigint | null; customerId: bigint | null }, never> = {
  name: 'channels.insert_blob_person',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'blobId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "insert into channels.blob_person (company_id, blob_id, customer_id)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as blob_id, unnest($3::bigint[]) as customer_id) as r",
}

export const readIntake: ReadStatement<{ companyId: bigint | null; id: bigint | null }, { source: string | null; external_id: string | null; received_at: Date; principal: string; content_type: string; body: Buffer; outcome: string; problems: Json; order_id: bigint | null; key: Buffer | null }> = {
  name: 'channels.read_intake',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'id', type: 'bigint', array: false },
  ],
  text: "select i.source, i.external_id, i.received_at, i.principal, i.content_type, i.body, i.outcome, i.problems, i.order_id, k.key\nfrom channels.intake i left join channels.blob_key k on k.company_id = i.company_id and k.blob_id = i.id\nwhere i.company_id = $1::bigint and i.id = $2::bigint",
}

/** A draft found its customer: what it was handed over as speaks of that one from now on. */
export const recognizeBody: WriteStatement<{ companyId: bigint | null; blobId: bigint | null; customerId: bigint | null }, never> = {
  name: 'channels.recognize_body',
  kind: 'write',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'blobId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
  ],
  text: "update channels.blob_person p set customer_id = r.customer_id\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as blob_id, unnest($3::bigint[]) as customer_id) as r\nwhere p.company_id = r.company_id and p.customer_id = 0 and p.blob_id = r.blob_id",
}

/** Bodies that speak of a customer, up to `most`. */
export const countBodies: ReadStatement<{ companyIds: readonly bigint[]; customerIds: readonly bigint[]; most: number | null }, { company_id: bigint; customer_id: bigint; bodies: number }> = {
  name: 'channels.count_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'customerIds', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select w.company_id, w.customer_id, n.bodies\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, customer_id)\ncross join lateral (select count(*)::integer as bodies from (\n  select 1 from channels.blob_person p where p.company_id = w.company_id and p.customer_id = w.customer_id limit $3::integer\n) b) n",
}

/** The keys of up to `most` bodies of a customer: what they sealed is nobody's any more. The rows of the bodies stay. */
export const destroyKeys: WriteStatement<{ companyId: bigint | null; customerId: bigint | null; most: number | null }, never> = {
  name: 'channels.destroy_keys',
  kind: 'write',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'customerId', type: 'bigint', array: true },
    { name: 'most', type: 'integer', array: true },
  ],
  text: "with bodies as (\n  select p.company_id, p.customer_id, p.blob_id\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as customer_id, unnest($3::integer[]) as most) as r\n  cross join lateral (select * from channels.blob_person p where p.company_id = r.company_id and p.customer_id = r.customer_id\n    order by p.blob_id limit r.most) p\n), forgotten as (\n  delete from channels.blob_person p using bodies b\n  where p.company_id = b.company_id and p.customer_id = b.customer_id and p.blob_id = b.blob_id\n)\ndelete from channels.blob_key k using bodies b where k.company_id = b.company_id and k.blob_id = b.blob_id",
}

/** Bodies of nobody that were received before a time, the oldest first. Ids follow time closely, so few newer ones are looked at. */
export const readOldBodies: ReadStatement<{ companyIds: readonly bigint[]; count: number | null; before: Date | null }, { company_id: bigint; blob_id: bigint; order_id: bigint | null }> = {
  name: 'channels.read_old_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 7,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'count', type: 'integer', array: false },
    { name: 'before', type: 'timestamptz', array: false },
  ],
  text: "select p.company_id, p.blob_id, p.order_id from unnest($1::bigint[]) as w(company_id)\ncross join lateral (\n  select b.company_id, b.blob_id, i.order_id, i.received_at from channels.blob_person b\n  join channels.intake i on i.company_id = b.company_id and i.id = b.blob_id\n  where b.company_id = w.company_id and b.customer_id = 0 order by b.blob_id limit $2::integer\n) p\nwhere p.received_at < $3::timestamptz",
}

/** Destroys their keys, in a transaction of its own; one that was recognized meanwhile keeps its key. */
export const expireBodies: ReadStatement<{ companyIds: readonly bigint[]; blobIds: readonly bigint[] }, { count: number }> = {
  name: 'channels.expire_bodies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 8,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'blobIds', type: 'bigint', array: true },
  ],
  text: "with expired as (\n  select * from unnest($1::bigint[], $2::bigint[]) as w(company_id, blob_id)\n), forgotten as (\n  delete from channels.blob_person p using expired e\n  where p.company_id = e.company_id and p.customer_id = 0 and p.blob_id = e.blob_id\n  returning p.company_id, p.blob_id\n), gone as (\n  delete from channels.blob_key k using forgotten f where k.company_id = f.company_id and k.blob_id = f.blob_id\n  returning 1\n)\nselect count(*)::integer as count from gone",
}
