// Written by `npm run generate` from batch.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../database/index.ts'

/** The one order of facts of a company: every business transaction ends here. Head rows are locked in order of company; `pos` and `at` come from the locked rows; the chain links content, place and time. A company that is missing, or whose period is closed on the earliest posting date, is left out: the count is verified, DK001. */
export const advanceHeads: WriteStatement<{ companyId: bigint | null; batch: bigint | null; now: Date | null; contentHash: Buffer | null; earliestPosting: string | null }, { verified: boolean }> = {
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
  text: "with wanted as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as batch, unnest($3::timestamptz[]) as now, unnest($4::bytea[]) as content_hash, unnest($5::date[]) as earliest_posting) as r\n), heads as materialized (\n  select h.company_id from platform.company_head h\n  where h.company_id in (select w.company_id from wanted w)\n  order by h.company_id for update\n), advanced as (\n  update platform.company_head h\n  set pos = h.pos + 1,\n      at = greatest(h.at, w.now),\n      chain_hash = sha256(h.chain_hash || w.content_hash || int8send(h.pos + 1)\n        || int8send((extract(epoch from greatest(h.at, w.now)) * 1000000)::bigint))\n  from wanted w\n  where h.company_id = w.company_id and h.company_id in (select l.company_id from heads l)\n    and (w.earliest_posting is null or h.closed_to < w.earliest_posting)\n  returning h.company_id, h.pos, h.at, w.batch, w.content_hash, h.chain_hash\n), logged as (\n  insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)\n  select a.company_id, a.pos, a.batch, a.at, a.content_hash, a.chain_hash from advanced a\n  returning company_id\n)\nselect platform.verify((select count(*) from logged) = (select count(*) from wanted)) as verified",
}

/** Gapless document numbers: the series rows are locked under the heads, in order, and only here. The issue date may not lie before the last one of a monotone series; a series that a restore closed gives none. */
export const assignNumbers: WriteStatement<{ companyId: bigint | null; series: string | null; year: number | null; documentId: bigint | null; issuedOn: string | null; batch: bigint | null; ordinal: number | null }, { verified: boolean }> = {
  name: 'platform.batch.assign_numbers',
  kind: 'write',
  lockClass: 'head',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'series', type: 'text', array: true },
    { name: 'year', type: 'integer', array: true },
    { name: 'documentId', type: 'bigint', array: true },
    { name: 'issuedOn', type: 'date', array: true },
    { name: 'batch', type: 'bigint', array: true },
    { name: 'ordinal', type: 'integer', array: true },
  ],
  text: "with wanted as (\n  select r.*, row_number() over (partition by r.company_id, r.series, r.year order by r.ordinal) as place\n  from (select unnest($1::bigint[]) as company_id, unnest($2::text[]) as series, unnest($3::integer[]) as year, unnest($4::bigint[]) as document_id, unnest($5::date[]) as issued_on, unnest($6::bigint[]) as batch, unnest($7::integer[]) as ordinal) as r\n), series as materialized (\n  select s.company_id, s.series, s.year, s.last_number, s.last_on, s.policy from platform.number_series s\n  where (s.company_id, s.series, s.year) in (select distinct w.company_id, w.series, w.year from wanted w)\n  order by s.company_id, s.series, s.year for update\n), used as (\n  update platform.number_series s\n  set last_number = s.last_number + n.count, last_on = greatest(s.last_on, n.last_on)\n  from (select w.company_id, w.series, w.year, count(*) as count, min(w.issued_on) as first_on, max(w.issued_on) as last_on\n        from wanted w group by 1, 2, 3) n, series l\n  where (s.company_id, s.series, s.year) = (n.company_id, n.series, n.year)\n    and (l.company_id, l.series, l.year) = (n.company_id, n.series, n.year)\n    and s.closed_at is null\n    and (l.policy = 'free' or l.last_on is null or l.last_on <= n.first_on)\n  returning s.company_id, s.series, s.year, s.last_number - n.count as before\n), numbered as (\n  insert into platform.document_number (company_id, series, year, number, document_id, batch)\n  select w.company_id, w.series, w.year, u.before + w.place, w.document_id, w.batch\n  from wanted w join used u on (u.company_id, u.series, u.year) = (w.company_id, w.series, w.year)\n  returning company_id\n)\nselect platform.verify((select count(*) from numbered) = (select count(*) from wanted)) as verified",
}

/** Where the counters stand: a document of a monotone series may not be dated before the last one. */
export const readNumberSeries: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; series: string; year: number; policy: string; last_on: string | null; closed: boolean }> = {
  name: 'platform.batch.read_number_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.series, s.year, s.policy, s.last_on, s.closed_at is not null as closed\nfrom platform.number_series s where s.company_id = any($1::bigint[])",
}
