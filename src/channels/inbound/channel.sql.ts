// Written by `npm run generate` from channel.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'

export const channelsOfCompanies: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; kind: string; source: string; settings: Json; secrets: Buffer; secrets_key: Buffer; active: boolean; gateway: boolean }> = {
  name: 'channels.inbound.channels_of_companies',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.id, c.code, c.name, c.kind, c.source, c.settings, c.secrets, c.secrets_key, c.active, c.gateway\nfrom channels.channel c where c.company_id = any($1::bigint[])\norder by c.company_id, c.code",
}

/** By the id that their address has; the company follows from it. */
export const readChannels: ReadStatement<{ ids: readonly bigint[] }, { company_id: bigint; id: bigint; code: string; name: string; kind: string; source: string; settings: Json; secrets: Buffer; secrets_key: Buffer; active: boolean; gateway: boolean }> = {
  name: 'channels.inbound.read_channels',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'ids', type: 'bigint', array: true },
  ],
  text: "select c.company_id, c.id, c.code, c.name, c.kind, c.source, c.settings, c.secrets, c.secrets_key, c.active, c.gateway\nfrom channels.channel c where c.id = any($1::bigint[])",
}

export const saveChannels: WriteStatement<{ companyId: bigint | null; id: bigint | null; code: string | null; name: string | null; kind: string | null; source: string | null; settings: Json | null; secrets: Buffer | null; secretsKey: Buffer | null; active: boolean | null; gateway: boolean | null }, never> = {
  name: 'channels.inbound.save_channels',
  kind: 'write',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'id', type: 'bigint', array: true },
    { name: 'code', type: 'text', array: true },
    { name: 'name', type: 'text', array: true },
    { name: 'kind', type: 'text', array: true },
    { name: 'source', type: 'text', array: true },
    { name: 'settings', type: 'jsonb', array: true },
    { name: 'secrets', type: 'bytea', array: true },
    { name: 'secretsKey', type: 'bytea', array: true },
    { name: 'active', type: 'boolean', array: true },
    { name: 'gateway', type: 'boolean', array: true },
  ],
  text: "insert into channels.channel as c (company_id, id, code, name, kind, source, settings, secrets, secrets_key, active,\n  gateway)\nselect r.* from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as id, unnest($3::text[]) as code, unnest($4::text[]) as name, unnest($5::text[]) as kind, unnest($6::text[]) as source, unnest($7::jsonb[]) as settings, unnest($8::bytea[]) as secrets, unnest($9::bytea[]) as secrets_key, unnest($10::boolean[]) as active, unnest($11::boolean[]) as gateway) as r\norder by r.company_id, r.code\non conflict (company_id, code) do update set name = excluded.name, kind = excluded.kind, source = excluded.source,\n  settings = excluded.settings, secrets = excluded.secrets, secrets_key = excluded.secrets_key, active = excluded.active,\n  gateway = excluded.gateway",
}

/** When each channel was heard of last, and what came to it that no secret of it signed. */
export const lastMessages: ReadStatement<{ channelIds: readonly bigint[]; companyId: bigint | null }, { channel_id: bigint; last_at: Date | null; refused: bigint | null; refused_at: Date | null }> = {
  name: 'channels.inbound.last_messages',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select w.channel_id, m.last_at, r.messages as refused, r.last_at as refused_at\nfrom unnest($1::bigint[]) as w(channel_id)\nleft join lateral (\n  select d.last_at from channels.message d where d.company_id = $2::bigint and d.channel_id = w.channel_id\n  order by d.id desc limit 1\n) m on true\nleft join channels.refused r on r.company_id = $2::bigint and r.channel_id = w.channel_id",
}

/** Messages that no secret signed, by channel. In a transaction of its own. */
export const countRefused: ReadStatement<{ now: Date | null; companyIds: readonly bigint[]; channelIds: readonly bigint[]; counts: readonly bigint[] }, { channel_id: bigint }> = {
  name: 'channels.inbound.count_refused',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'counts', type: 'bigint', array: true },
  ],
  text: "insert into channels.refused as r (company_id, channel_id, messages, last_at)\nselect w.company_id, w.channel_id, w.messages, $1::timestamptz\nfrom unnest($2::bigint[], $3::bigint[], $4::bigint[]) as w(company_id, channel_id, messages)\norder by w.company_id, w.channel_id\non conflict (company_id, channel_id) do update\nset messages = r.messages + excluded.messages, last_at = greatest(r.last_at, excluded.last_at)\nreturning r.channel_id",
}
