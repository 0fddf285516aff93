// Written by `npm run generate` from signed-head.sql; do not edit.
import type { ReadStatement, WriteStatement } from './database/index.ts'

/** The first start makes the first key; of several processes that start at once, one does. */
export const foundSigningKey: ReadStatement<{ keyId: string | null; publicKey: Buffer | null; privateKey: Buffer | null; createdAt: Date | null }, { key_id: string }> = {
  name: 'platform.found_signing_key',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'keyId', type: 'text', array: false },
    { name: 'publicKey', type: 'bytea', array: false },
    { name: 'privateKey', type: 'bytea', array: false },
    { name: 'createdAt', type: 'timestamptz', array: false },
  ],
  text: "insert into platform.signing_key (number, key_id, public_key, private_key, created_at)\nselect 1, $1::text, $2::bytea, $3::bytea, $4::timestamptz\nwhere $1::text is not null and not exists (select from platform.signing_key)\non conflict (number) do nothing\nreturning key_id",
}

export const readPublicKeys: ReadStatement<{  }, { key_id: string; public_key: Buffer }> = {
  name: 'platform.read_public_keys',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
  ],
  text: "select k.key_id, k.public_key from platform.signing_key k order by k.number",
}

/** Heads that were not signed since a time, with what signs them. A company begins before that time; where nothing happened but the last signature, there is nothing new. */
export const readHeadsToSign: ReadStatement<{ companyIds: readonly bigint[]; since: Date | null }, { company_id: bigint; pos: bigint; at: Date; chain_hash: Buffer; epoch: string; key_id: string; private_key: Buffer }> = {
  name: 'platform.read_heads_to_sign',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'since', type: 'timestamptz', array: false },
  ],
  text: "select h.company_id, h.pos, h.at, h.chain_hash, n.epoch, k.key_id, k.private_key\nfrom platform.company_head h\ncross join platform.installation n\ncross join lateral (select k.key_id, k.private_key from platform.signing_key k order by k.number desc limit 1) k\nwhere h.company_id = any($1::bigint[])\n  and exists (\n    select from platform.company_log f\n    where f.company_id = h.company_id and f.pos = 1 and f.at < $2::timestamptz)\n  and not exists (\n    select from platform.signed_head s where s.company_id = h.company_id and s.signed_at >= $2::timestamptz)\n  and not exists (\n    select from platform.company_log g join platform.signed_head s on s.company_id = g.company_id and s.batch = g.batch\n    where g.company_id = h.company_id and g.pos = h.pos)",
}

/** Another node that signed the same head was first: the batch reads again and finds nothing to sign. */
export const insertSignedHead: WriteStatement<{ companyId: bigint | null; pos: bigint | null; at: Date | null; hash: Buffer | null; epoch: string | null; keyId: string | null; signature: Buffer | null; signedAt: Date | null; batch: bigint | null }, never> = {
  name: 'platform.insert_signed_head',
  kind: 'write',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'pos', type: 'bigint', array: true },
    { name: 'at', type: 'timestamptz', array: true },
    { name: 'hash', type: 'bytea', array: true },
    { name: 'epoch', type: 'text', array: true },
    { name: 'keyId', type: 'text', array: true },
    { name: 'signature', type: 'bytea', array: true },
    { name: 'signedAt', type: 'timestamptz', array: true },
    { name: 'batch', type: 'bigint', array: true },
  ],
  text: "insert into platform.signed_head (company_id, pos, at, hash, epoch, key_id, signature, signed_at, batch)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as pos, unnest($3::timestamptz[]) as at, unnest($4::bytea[]) as hash, unnest($5::text[]) as epoch, unnest($6::text[]) as key_id, unnest($7::bytea[]) as signature, unnest($8::timestamptz[]) as signed_at, unnest($9::bigint[]) as batch) as r\norder by r.company_id, r.pos",
}

/** Newest first. */
export const listSignedHeads: ReadStatement<{ companyId: bigint | null; before: bigint | null; limit: number | null }, { pos: bigint; at: Date; hash: Buffer; epoch: string; key_id: string; signature: Buffer; signed_at: Date }> = {
  name: 'platform.list_signed_heads',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'before', type: 'bigint', array: false },
    { name: 'limit', type: 'integer', array: false },
  ],
  text: "select s.pos, s.at, s.hash, s.epoch, s.key_id, s.signature, s.signed_at from platform.signed_head s\nwhere s.company_id = $1::bigint and s.pos < $2::bigint\norder by s.pos desc limit $3::integer",
}

/** A place of the log and how far it goes; no row: there is no such company. */
export const readLogPlace: ReadStatement<{ pos: bigint | null; companyId: bigint | null }, { head: bigint; epoch: string; at: Date | null; chain_hash: Buffer | null }> = {
  name: 'platform.read_log_place',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
    { name: 'pos', type: 'bigint', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select h.pos as head, n.epoch, g.at, g.chain_hash\nfrom platform.company_head h\ncross join platform.installation n\nleft join platform.company_log g on g.company_id = h.company_id and g.pos = $1::bigint\nwhere h.company_id = $2::bigint",
}
