import { hash } from 'node:crypto'
import type { Database } from '../../src/platform/database/index.ts'

/**
 * Columns that hold ids of orders, their documents, moves, entries, plans and batches. Ids of set-up (items, accounts,
 * rules) lie below those of the first order, so one name may stand for both: only what lies above is shifted.
 */
const IDS = new Set(
  (
    'id order_id batch invoice_id cause_id root_id source_id document_id receipt_id from_id shipment_id task_id ' +
    'component_id intake_id placed_batch released_batch'
  ).split(' '),
)
/** Arrays of such ids; others hold accounts, rules, amounts. */
const ID_ARRAYS = new Set(['frees', 'line_ids', 'source_ids', 'task_ids'])
/** Texts that are known once: each copy has its own. */
const WORDS = new Set(['external_id', 'key', 'customer_reference', 'reference', 'message_key'])
/** Not rows of orders, or rows that are made otherwise. Copies go to the same customers, at the same addresses. */
const OTHER =
  /^(?:customers\.\w+|platform\.(?:company_log|company_head|number_series|migration|installation|api_key|app_user|user_grant|session|auth_event))$/

/**
 * Copies the orders of a database, with all that they left (documents, moves, entries, plans, keys, the log of the
 * company), so many times, and brings counters, gates, pools and the chain of the log along: afterwards every law holds.
 * The orders must be closed and all of one company; they were the first ids above `first`.
 */
export async function multiplyOrders(
  admin: Database,
  { first, times, progress }: { first: bigint; times: number; progress(done: number): void },
): Promise<void> {
  const [span] = await admin.sql<{ end: bigint; blocks: bigint }>(
    `select last_value + 1000 as end, last_value as blocks from platform.id_block`,
  )
  const shift = span!.end - first
  const tables = await tablesOf(admin, first)
  const statements = tables.map((table) => copyStatement(table, first, shift))
  // Two connections: tables in turn, each at its own pace.
  const queue = [...statements]
  let done = 0
  const work = async (): Promise<void> => {
    for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
      for (let copy = 1; copy <= times; copy++) await admin.sql(text, [copy])
      progress((done += 1) / statements.length)
    }
  }
  await Promise.all([work(), work()])
  await countersOf(admin, times, span!.end + shift * BigInt(times))
  await continueLog(admin, { first, times, shift })
}

/** How far the series of a number had come. */
const COUNTED = `(select last_number from platform.number_series s
  where (s.company_id, s.series, s.year) = (t.company_id, t.series, t.year))`

interface Table {
  name: string
  columns: { name: string; type: string }[]
  /** The column that says whether a row is of an order. */
  by: string
}

async function tablesOf(admin: Database, first: bigint): Promise<Table[]> {
  const tables = await admin.sql<Omit<Table, 'by'>>(`
    select c.oid::regclass::text as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.reltuples <> 0
    group by c.oid order by c.reltuples desc`)
  const found: Table[] = []
  for (const table of tables) {
    if (OTHER.test(table.name)) continue
    const by = ['order_id', 'batch', 'cause_id', 'root_id', 'entry_id', 'invoice_id', 'blob_id', 'id'].find(
      (name) => table.columns.some((column) => column.name === name),
    )
    if (by === undefined) continue
    const [row] = await admin.sql<{ any: boolean }>(
      `select exists (select from ${table.name} where "${by}" >= $1) as any`,
      [first],
    )
    if (row!.any) found.push({ ...table, by })
  }
  return found
}

function copyStatement({ name, columns, by }: Table, first: bigint, shift: bigint): string {
  const moved = `$1::bigint * ${shift}`
  const values = columns.map(({ name: column, type }) => {
    const quoted = `t."${column}"`
    if (name === 'platform.document_number' && column === 'number')
      return `${quoted} + $1::bigint * ${COUNTED}`
    const shifted = (id: string) => `case when ${id} >= ${first} then ${id} + ${moved} else ${id} end`
    if (type === 'bigint' && IDS.has(column)) return shifted(quoted)
    if (type === 'bigint[]' && ID_ARRAYS.has(column))
      return `case when cardinality(${quoted}) > 0
        then (select array_agg(${shifted('x')} order by n) from unnest(${quoted}) with ordinality u(x, n)) else ${quoted} end`
    if (type === 'text' && WORDS.has(column) && name !== 'orchestration.component')
      return `${quoted} || '.' || $1::bigint`
    if (column === 'placed_at' || column === 'received_at')
      return `${quoted} - $1::bigint * interval '10 minutes'`
    return quoted
  })
  const list = columns.map((column) => `"${column.name}"`).join()
  return `insert into ${name} (${list}) select ${values.join()} from ${name} t where t."${by}" >= ${first} and t."${by}" < ${first + shift}`
}

/** What is counted once for all orders: numbers, ids, stock, the value of pools. Balances are sums of copied rows. */
async function countersOf(admin: Database, times: number, end: bigint): Promise<void> {
  await admin.sql(`update platform.number_series set last_number = last_number * (1 + $1::bigint)`, [times])
  await admin.sql(`select setval('platform.id_block', $1)`, [end + 1000n - (end % 1000n)])
  // Measures are the sums of what is kept of each order, which was copied with it; days (above 1000) are counted along the log.
  await admin.sql(
    `update insight.tally set numerator = numerator * (1 + $1::bigint), denominator = denominator * (1 + $1::bigint)
     where code <= 1000`,
    [times],
  )
  // The moves of the copies stand already: gates and pools are their sums, as the laws say.
  await admin.sql(`update inventory.stock_gate g set on_hand = s.quantity
    from (select company_id, item_id, location_id, sum(quantity) as quantity from inventory.stock_move group by 1, 2, 3) s
    where (g.company_id, g.item_id, g.location_id) = (s.company_id, s.item_id, s.location_id) and g.on_hand <> s.quantity`)
  await admin.sql(`update inventory.cost_pool c set quantity = s.quantity, value = s.value
    from (select m.company_id, l.cost_organization, m.item_id, sum(m.quantity) as quantity, sum(m.value) as value
          from inventory.stock_move m join inventory.location l on l.company_id = m.company_id and l.id = m.location_id
          group by 1, 2, 3) s
    where (c.company_id, c.cost_organization, c.item_id) = (s.company_id, s.cost_organization, s.item_id) and c.quantity <> s.quantity`)
}

/** The log of the company goes on with the batches of the copies, each place chained to the one before. */
async function continueLog(
  admin: Database,
  { first, times, shift }: { first: bigint; times: number; shift: bigint },
): Promise<void> {
  const log = await admin.sql<{ company_id: bigint; batch: bigint; content_hash: Buffer }>(
    'select company_id, batch, content_hash from platform.company_log where batch >= $1 order by pos',
    [first],
  )
  const [head] = await admin.sql<{ pos: bigint; at: Date; us: bigint; chain_hash: Buffer }>(
    'select pos, at, (extract(epoch from at) * 1000000)::int8 as us, chain_hash from platform.company_head',
  )
  let { pos, chain_hash: chain } = head!
  const places = {
    pos: [] as bigint[],
    batch: [] as bigint[],
    content: [] as string[],
    chain: [] as string[],
  }
  for (let copy = 1n; copy <= BigInt(times); copy++) {
    for (const { batch, content_hash: content } of log) {
      pos += 1n
      const place = Buffer.alloc(16)
      place.writeBigInt64BE(pos, 0)
      place.writeBigInt64BE(head!.us, 8)
      chain = hash('sha256', Buffer.concat([chain, content, place]), 'buffer')
      places.pos.push(pos)
      places.batch.push(batch + copy * shift)
      places.content.push(content.toString('hex'))
      places.chain.push(chain.toString('hex'))
    }
  }
  await admin.sql(
    `insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
     select h.company_id, r.pos, r.batch, h.at, decode(r.content, 'hex'), decode(r.chain, 'hex')
     from platform.company_head h cross join unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) as r(pos, batch, content, chain)`,
    [places.pos.map(String), places.batch.map(String), places.content, places.chain],
  )
  await admin.sql(`update platform.company_head set pos = $1, chain_hash = decode($2, 'hex')`, [
    pos,
    chain.toString('hex'),
  ])
}
