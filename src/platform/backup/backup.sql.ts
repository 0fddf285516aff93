// Written by `npm run generate` from backup.sql; do not edit.
import type { ReadStatement } from '../database/index.ts'
import type { Json } from '../json.ts'

/** What a copy says of itself: where each company stood, and how the installation is called. */
export const factsForManifest: ReadStatement<{  }, { companies: Json; migration: string; epoch: string }> = {
  name: 'platform.backup.facts_for_manifest',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
  ],
  text: "select coalesce((select jsonb_agg(jsonb_build_object('companyId', h.company_id::text, 'pos', h.pos::text) order by h.company_id)\n    from platform.company_head h), '[]') as companies,\n  (select max(m.name) from platform.migration m) as migration,\n  (select i.epoch from platform.installation i) as epoch",
}

export const noteBackup: ReadStatement<{ backupId: string | null; beganAt: Date | null; endedAt: Date | null; folder: string | null; bytes: bigint | null; problem: string | null }, never> = {
  name: 'platform.backup.note_backup',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'backupId', type: 'text', array: false },
    { name: 'beganAt', type: 'timestamptz', array: false },
    { name: 'endedAt', type: 'timestamptz', array: false },
    { name: 'folder', type: 'text', array: false },
    { name: 'bytes', type: 'bigint', array: false },
    { name: 'problem', type: 'text', array: false },
  ],
  text: "insert into platform.backup (backup_id, began_at, ended_at, folder, bytes, problem)\nselect v.* from (select $1::text as backup_id, $2::timestamptz, $3::timestamptz, $4::text, $5::bigint,\n  $6::text) v\nwhere v.backup_id is not null",
}

/** A copy of another data folder, or from before a restore, has no row here yet. */
export const noteTrial: ReadStatement<{ backupId: string | null; beganAt: Date | null; endedAt: Date | null; folder: string | null; bytes: bigint | null; triedAt: Date | null; tryProblem: string | null }, never> = {
  name: 'platform.backup.note_trial',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'backupId', type: 'text', array: false },
    { name: 'beganAt', type: 'timestamptz', array: false },
    { name: 'endedAt', type: 'timestamptz', array: false },
    { name: 'folder', type: 'text', array: false },
    { name: 'bytes', type: 'bigint', array: false },
    { name: 'triedAt', type: 'timestamptz', array: false },
    { name: 'tryProblem', type: 'text', array: false },
  ],
  text: "insert into platform.backup as b (backup_id, began_at, ended_at, folder, bytes, tried_at, try_problem)\nselect v.* from (select $1::text as backup_id, $2::timestamptz, $3::timestamptz, $4::text, $5::bigint,\n  $6::timestamptz, $7::text) v\nwhere v.backup_id is not null\non conflict (backup_id) do update\nset folder = excluded.folder, tried_at = excluded.tried_at, try_problem = excluded.try_problem",
}

/** A restored database begins another life, in one step: its own epoch, nobody signed in, no number until it is confirmed. */
export const renewInstallation: ReadStatement<{ at: Date | null; epoch: string | null; backupId: string | null }, { sessions: bigint }> = {
  name: 'platform.backup.renew_installation',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'at', type: 'timestamptz', array: false },
    { name: 'epoch', type: 'text', array: false },
    { name: 'backupId', type: 'text', array: false },
  ],
  text: "with noted as (\n  insert into platform.restoration (restored_at, epoch_before, epoch, backup_id)\n  select $1::timestamptz, i.epoch, $2::text, $3::text from platform.installation i\n), renewed as (\n  update platform.installation set epoch = $2::text\n), closed as (\n  update platform.number_series set closed_at = $1::timestamptz where closed_at is null\n), ended as (\n  delete from platform.session returning 1\n)\nselect count(*) as sessions from ended",
}

/** Ids of the lost hours are not given again. A million steps of the block sequence are 10^9 ids. */
export const jumpSequences: ReadStatement<{  }, { name: string; value: bigint }> = {
  name: 'platform.backup.jump_sequences',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
  ],
  text: "select s.sequencename as name,\n  setval(format('%I.%I', s.schemaname, s.sequencename)::regclass,\n    coalesce(s.last_value, s.start_value) + 1000000 * s.increment_by) as value\nfrom pg_catalog.pg_sequences s",
}

export const closedSeries: ReadStatement<{  }, { company_id: bigint; series: string; year: number; last_number: bigint; last_on: string | null }> = {
  name: 'platform.backup.closed_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 5,
  params: [
  ],
  text: "select s.company_id, s.series, s.year, s.last_number, s.last_on from platform.number_series s\nwhere s.closed_at is not null order by s.company_id, s.series, s.year",
}

/** Opens a series behind the last number that left the house. Locks in the documented order: head, then series. */
export const confirmSeries: ReadStatement<{ companyId: bigint | null; series: string | null; year: number | null; lastNumber: bigint | null; at: Date | null }, { before: bigint }> = {
  name: 'platform.backup.confirm_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 6,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'series', type: 'text', array: false },
    { name: 'year', type: 'integer', array: false },
    { name: 'lastNumber', type: 'bigint', array: false },
    { name: 'at', type: 'timestamptz', array: false },
  ],
  text: "with head as materialized (\n  select h.company_id from platform.company_head h where h.company_id = $1::bigint for update\n), found as materialized (\n  select s.company_id, s.series, s.year, s.last_number from platform.number_series s\n  where s.company_id in (select head.company_id from head) and s.series = $2::text and s.year = $3::integer\n    and s.closed_at is not null and s.last_number <= $4::bigint\n  for update\n), lost as (\n  insert into platform.number_lost (company_id, series, year, first, last, confirmed_at)\n  select f.company_id, f.series, f.year, f.last_number + 1, $4::bigint, $5::timestamptz\n  from found f where f.last_number < $4::bigint\n), opened as (\n  update platform.number_series s set last_number = $4::bigint, closed_at = null\n  from found f where (s.company_id, s.series, s.year) = (f.company_id, f.series, f.year)\n  returning f.last_number as before\n)\nselect o.before from opened o",
}
