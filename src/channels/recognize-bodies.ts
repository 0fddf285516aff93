import { customersOfBodies } from '../orders/index.ts'
import type { Database } from '../platform/database/index.ts'
import { readBodiesOfNobody, recognizeBodies } from './intake.sql.ts'

/** Bodies of nobody that one round looks at: their rows are short, some tens of milliseconds. */
const PAGE = 2000

/** Bodies of nobody. */
export type Nameless = Awaited<ReturnType<typeof readNameless>>

export function readNameless(
  db: Database,
  asked: { companyIds: bigint[]; before: Date | null; after: bigint; count: number },
) {
  return db.read(readBodiesOfNobody, asked)
}

/** Gives bodies of nobody to the customers that their orders have found, unless those were erased since the order came. */
export async function recognize(db: Database, bodies: Nameless): Promise<void> {
  const found = await customersOfBodies(
    db,
    bodies.map((row) => ({
      companyId: row.company_id,
      id: row.id,
      orderId: row.order_id,
      source: row.source,
      externalId: row.external_id,
    })),
  )
  await db.read(recognizeBodies, {
    companyIds: found.map((body) => body.companyId),
    ids: found.map((body) => body.id),
    customerIds: found.map((body) => body.customerId),
  })
}

/** Gives every body of nobody of a company to the customer that its order has found, page by page; done again it changes nothing. */
export async function recognizeAll(db: Database, companyId: bigint, count = PAGE): Promise<void> {
  let after = 0n
  for (;;) {
    const page = await readNameless(db, { companyIds: [companyId], before: null, after, count })
    if (page.length === 0) return
    await recognize(db, page)
    after = page.at(-1)!.id
  }
}
