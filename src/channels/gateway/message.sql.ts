// Written by `npm run generate` from message.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

export const readMessageHeads: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint | null; pos: bigint | null }> = {
  name: 'channels.gateway.read_message_heads',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select h.company_id, h.pos from platform.head_public h where h.company_id = any($1::bigint[])",
}

/** Messages of gateways behind a place, in the order of facts; of a stretch that long at most, for other facts stand between them. */
export const readMessageStretches: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; afters: readonly bigint[]; untils: readonly bigint[]; facts: readonly bigint[] }, { ordinal: bigint; pos: bigint; id: bigint; event: string }> = {
  name: 'channels.gateway.read_message_stretches',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'afters', type: 'bigint', array: true },
    { name: 'untils', type: 'bigint', array: true },
    { name: 'facts', type: 'bigint', array: true },
  ],
  text: "select w.ordinal, m.pos, m.id, m.event\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])\n  with ordinality as w(company_id, channel_id, after, until, facts, ordinal)\ncross join lateral (\n  select g.pos, d.id, d.event\n  from platform.log_public g\n  cross join lateral (\n    select d.id, d.event from channels.message d\n    where d.company_id = g.company_id and d.batch = g.batch and d.channel_id = w.channel_id offset 0) d\n  where g.company_id = w.company_id and g.pos > w.after and g.pos <= w.until\n  order by g.pos, d.id limit w.facts\n) m\norder by w.ordinal, m.pos, m.id",
}

/** Messages of gateways at places. */
export const readMessagesAt: ReadStatement<{ companyIds: readonly bigint[]; channelIds: readonly bigint[]; places: readonly bigint[] }, { company_id: bigint; channel_id: bigint; pos: bigint; id: bigint; event: string }> = {
  name: 'channels.gateway.read_messages_at',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'channelIds', type: 'bigint', array: true },
    { name: 'places', type: 'bigint', array: true },
  ],
  text: "select w.company_id, w.channel_id, w.pos, d.id, d.event\nfrom unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w(company_id, channel_id, pos)\njoin platform.log_public g on g.company_id = w.company_id and g.pos = w.pos\ncross join lateral (\n  select d.id, d.event from channels.message d\n  where d.company_id = g.company_id and d.batch = g.batch and d.channel_id = w.channel_id offset 0) d\norder by w.company_id, w.channel_id, w.pos, d.id",
}
