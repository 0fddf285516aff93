import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { ROOT } from './tree.ts'

const PAGE = 'db/schema.sql'
const HEAD = `-- The schema that the migrations make. Written by \`npm run generate\`: read it, change it by a migration.
-- Why a table is as it is stands in db/migrations/.
`

/**
 * One text for each thing of the database, in the order schema, kind, name. Read from the catalog, in a form that is
 * the same from PostgreSQL 15 to 18: constraints for `not null` (new in 18) are left out, they stand at their columns.
 */
const THINGS = `
  with own as (
    select oid, nspname from pg_namespace
    where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')
  )
  select s.nspname, 0 as kind, '' as name, format('create schema %I;', s.nspname) as text from own s
  union all
  select s.nspname, 1, c.relname, format('create sequence %s as %s increment by %s start with %s;', c.oid::regclass,
    format_type(q.seqtypid, null), q.seqincrement, q.seqstart)
  from pg_sequence q join pg_class c on c.oid = q.seqrelid join own s on s.oid = c.relnamespace
  union all
  select s.nspname, 2, c.relname, format(E'create table %s (\\n%s\\n)%s;', c.oid::regclass, (
      select string_agg('  ' || line, E',\\n' order by part, attnum, place) from (
        select 0 as part, '' as place, a.attnum, format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
          || case when a.attcollation <> t.typcollation then ' collate ' || quote_ident(l.collname) else '' end
          || case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                  when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
          || case when a.attnotnull then ' not null' else '' end as line
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        left join pg_collation l on l.oid = a.attcollation
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 1, k.contype::text || k.conname, 0, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')
      ) lines(part, place, attnum, line)),
    case when c.reloptions is null then '' else ' with (' || array_to_string(c.reloptions, ', ') || ')' end)
  from pg_class c join own s on s.oid = c.relnamespace where c.relkind in ('r', 'p')
  union all
  select s.nspname, 3, c.relname, pg_get_indexdef(i.indexrelid) || ';'
  from pg_index i join pg_class c on c.oid = i.indexrelid join own s on s.oid = c.relnamespace
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  union all
  select s.nspname, 4, c.relname, format(E'create view %s as\\n%s', c.oid::regclass, pg_get_viewdef(c.oid, true))
  from pg_class c join own s on s.oid = c.relnamespace where c.relkind = 'v'
  union all
  select s.nspname, 5, p.proname, rtrim(pg_get_functiondef(p.oid), E'\\n') || ';'
  from pg_proc p join own s on s.oid = p.pronamespace
  order by 1, 2, 3, 4`

/** Writes db/schema.sql from a migrated database. @returns the path if its content differs from what stands on disk */
export async function generateSchema(adminUrl: string, { write }: { write: boolean }): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ nspname: string; text: string }>(THINGS)
    const after = `${[HEAD.trimEnd(), ...rows.map(({ text }) => unqualified(text))].join('\n\n')}\n`
    let before = ''
    try {
      before = readFileSync(join(ROOT, PAGE), 'utf8')
    } catch {
      // Not written yet.
    }
    if (before === after) return []
    if (write) writeFileSync(join(ROOT, PAGE), after)
    return [PAGE]
  } finally {
    await client.end()
  }
}

/** PostgreSQL 15 names the table at each column of a view even when there is only one. */
function unqualified(text: string): string {
  const only = /^create view [^]*\n +FROM \w+\.(\w+);$/.exec(text)?.[1]
  return only === undefined ? text : text.replaceAll(new RegExp(`(?<=[\\s(,])${only}\\.(?=\\w)`, 'g'), '')
}
