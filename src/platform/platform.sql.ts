// Written by `npm run generate` from platform.sql; do not edit.
import type { ReadStatement } from './database/index.ts'

/** Blocks of 1,000 ids; the sequence steps by 1,000. */
export const nextIdBlocks: ReadStatement<{ count: number | null }, { first: bigint }> = {
  name: 'platform.next_id_blocks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'count', type: 'integer', array: false },
  ],
  text: "select nextval('platform.id_block') as first from generate_series(1, $1::integer)",
}

/** The time of operations is the database's, read once a batch: two nodes never disagree by their own clocks. */
export const readClock: ReadStatement<{  }, { now: Date }> = {
  name: 'platform.read_clock',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
  ],
  text: "select clock_timestamp() as now",
}

/** Series that gave a number. */
export const readUsedSeries: ReadStatement<{ companyIds: readonly bigint[] }, { company_id: bigint; series: string }> = {
  name: 'platform.read_used_series',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
  ],
  text: "select distinct n.company_id, n.series from platform.number_series n\nwhere n.company_id = any($1::bigint[]) and n.last_number > 0",
}
