import { Door } from '../../src/platform/batch/index.ts'
import { Database } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import type { BenchDatabase, Cluster } from './cluster.ts'
import { installCompanies, type BenchCompany, type CompanyShape } from './company.ts'

/** A database with companies and no orders, which phases copy. */
export interface Base {
  database: BenchDatabase
  companies: BenchCompany[]
  shape: CompanyShape
}

/** 10,000 items in all, however many companies share them. */
export function shapeFor(companies: number): CompanyShape {
  return {
    companies,
    items: Math.max(10, Math.floor(10_000 / companies)),
    customers: Math.max(2, Math.floor(1000 / companies)),
    stock: 10_000_000n,
  }
}

/** A company for a run in miniature, whose numbers nobody compares: it stands in a second, one of 10,000 items in half a minute. */
export const MINIATURE: CompanyShape = { companies: 1, items: 500, customers: 50, stock: 10_000_000n }

const made = new WeakMap<Cluster, Map<string, Promise<Base>>>()

/** The base for so many companies, made at first use. */
export function baseFor(cluster: Cluster, shape: CompanyShape): Promise<Base> {
  let known = made.get(cluster)
  if (!known) made.set(cluster, (known = new Map()))
  const name = `base_${shape.companies}_${shape.items}`
  let base = known.get(name)
  if (!base) known.set(name, (base = makeBase(cluster, name, shape)))
  return base
}

async function makeBase(cluster: Cluster, name: string, shape: CompanyShape): Promise<Base> {
  const database = await cluster.make(name)
  const db = new Database({ url: database.url, name: 'bench-set-up', max: 7 })
  const door = new Door({ db, ids: new Ids(db) })
  const companies = await installCompanies(door, shape)
  await door.drain()
  await db.close()
  const admin = cluster.admin(database)
  await admin.sql('vacuum analyze')
  await admin.close()
  return { database, companies, shape }
}
