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

/** Whom a body speaks of, once a customer is recognized. */
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
