import { createHash } from 'node:crypto'

type Sql = <R>(text: string, values?: unknown[]) => Promise<R[]>

/**
 * Columns that chance writes, by table, and the hashes that cover them: a blob is sealed with a key of its own. Everything
 * else of a run comes from its seed.
 */
const chance: Readonly<Record<string, readonly string[]>> = {
  'channels.intake': ['body', 'key'],
  'orders.draft': ['key', 'input'],
  'platform.company_log': ['content_hash', 'chain_hash'],
  'platform.company_head': ['chain_hash'],
}

/** Tables of the installation and its users: not business. */
const apart =
  /^(?:platform\.(?:installation|signing_key|signed_head|app_user|user_grant|api_key|session|auth_event|migration.*|schema_.*))$/

/** One hash over all rows of all business tables, each table in the order of its rows' text. */
export async function digestOf(sql: Sql): Promise<{ digest: string; tables: Map<string, string> }> {
  const columns = await sql<{ name: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attname) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema|public$)'
     group by 1 order by 1`,
  )
  const whole = createHash('sha256')
  const tables = new Map<string, string>()
  for (const { name, columns: all } of columns) {
    if (apart.test(name)) continue
    const kept = all.filter((column) => !chance[name]?.includes(column)).map((column) => `t."${column}"`)
    const [row] = await sql<{ hash: string; rows: bigint }>(
      `select coalesce(encode(sha256(convert_to(string_agg(r.text, E'\\n' order by r.text collate "C"), 'UTF8')), 'hex'), '') as hash,
         count(*) as rows from (select row(${kept.join(', ')})::text as text from ${name} t) r`,
    )
    tables.set(name, `${row!.rows} ${row!.hash}`)
    whole.update(`${name} ${row!.rows} ${row!.hash}\n`)
  }
  return { digest: whole.digest('hex'), tables }
}
