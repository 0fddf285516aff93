// Written by `npm run generate` from batch.sql; do not edit.
import type { WriteStatement } from '../../platform/database/index.ts'

/** The one order of facts of a company: every business transaction ends here. Head rows are locked in order of company; `pos` and `at` come from the locked rows; the chain links content, place and time. A company that is missing, or whose period is closed on the earliest posting date, is left out: the count is verified, DK001. */
export const advanceHeads: WriteStatement<{ companyId: bigint | null; batch: bigint | null; now: Date | null; contentHash: Buffer | null; earliestPosting: string | null }, { company_id: bigint; pos: bigint; at: Date; verified: boolean }> = {
  name: 'platform.batch.advance_heads',
  kind: 'write',
  lockClass: 'head',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'now', type: 'timestamptz', array: true },
    { name: 'contentHash', type: 'bytea', array: true },
    { name: 'earliestPosting', type: 'date', array: true },
  ],
  text: "with wanted as (\n  select * from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bytea[], $5::date[]) as r(company_id, batch, now, content_hash, earliest_posting)\n), heads as materialized (\n  select h.company_id from platform.company_head h\n  where h.company_id in (select w.company_id from wanted w)\n  order by h.company_id for update\n), advanced as (\n  update platform.company_head h\n  set pos = h.pos + 1,\n      at = greatest(h.at, w.now),\n      chain_hash = sha256(h.chain_hash || w.content_hash || int8send(h.pos + 1)\n        || int8send((extract(epoch from greatest(h.at, w.now)) * 1000000)::bigint))\n  from wanted w\n  where h.company_id = w.company_id and h.company_id in (select l.company_id from heads l)\n    and (w.earliest_posting is null or h.closed_to < w.earliest_posting)\n  returning h.company_id, h.pos, h.at, w.batch, w.content_hash, h.chain_hash\n), logged as (\n  insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)\n  select a.company_id, a.pos, a.batch, a.at, a.content_hash, a.chain_hash from advanced a\n  returning company_id, pos, at\n)\nselect w.company_id, l.pos, l.at, platform.verify(l.pos is not null) as verified\nfrom wanted w left join logged l on l.company_id = w.company_id",
}
