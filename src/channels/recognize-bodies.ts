import { holdCustomer } from '../customers/index.ts'
import { customersOfBodies, type ReceivedBody } from '../orders/index.ts'
import { writeAside, WriteSet } from '../platform/batch/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import { camelRows } from '../platform/setup.ts'
import { readBodiesOfNobody, recognizeBodies } from './intake.sql.ts'

/** Bodies of nobody that one round looks at: their rows are short, some tens of milliseconds. */
const PAGE = 2000

/** Reads up to `count` bodies of nobody that were received before a time, null: whenever; by company and id. */
export async function readNameless(
  db: Reader,
  asked: { companyIds: bigint[]; before: Date | null; after: bigint; count: number },
): Promise<ReceivedBody[]> {
  return camelRows(readBodiesOfNobody, await db.read(readBodiesOfNobody, asked))
}

/** Gives bodies of nobody to the customers that their orders have found, unless those were erased since the order came. */
export async function recognize(
  db: Database,
  bodies: readonly ReceivedBody[],
  writes: WriteSet,
): Promise<void> {
  const held = new Set<string>()
  for (const body of await customersOfBodies(db, bodies)) {
    holdCustomer({ held }, body, writes)
    writes.add(recognizeBodies, body)
  }
}

/** Gives every body of nobody of a company to the customer that its order has found, page by page; done again it changes nothing. */
export async function recognizeAll(db: Database, companyId: bigint, count = PAGE): Promise<void> {
  let after = 0n
  for (;;) {
    const page = await readNameless(db, { companyIds: [companyId], before: null, after, count })
    if (page.length === 0) return
    const writes = new WriteSet()
    await recognize(db, page, writes)
    if (!writes.empty) await writeAside(db, writes)
    after = page.at(-1)!.id
  }
}
