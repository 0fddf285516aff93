import type { Act, Context } from '../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import { holdCustomer } from './address.ts'
import { insertNotes } from './note.sql.ts'
import { customerIds } from './site.sql.ts'

export interface NoteRequest extends MayBeKeyed {
  companyId: bigint
  /** Number of the record. */
  customer: string
  text: string
  actor: string
}

interface NoteFacts {
  ids: Map<string, bigint>
  held: Set<string>
}

/**
 * Writes a note of a customer (C12-2). Notes are only added. Their text is personal: it stands in person_data and is erased with the
 * person; that there was one, and by whom, stays.
 */
export const addNote = keyed<NoteRequest, NoteFacts>({
  name: 'customers.add_note',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(customerIds, {
      companyIds: requests.map((request) => request.companyId),
      codes: requests.map((request) => request.customer),
    })
    return {
      ids: new Map(rows.map((row) => [`${row.company_id}/${row.number}`, row.id])),
      held: new Set<string>(),
    }
  },
  decide({ companyId, customer, text, actor }, facts, { batch, ids, writes }): Answered | Refusal {
    const customerId = facts.ids.get(`${companyId}/${customer}`)
    if (customerId === undefined) return refuse('not_found', `there is no customer ${customer}`)
    const id = noteCustomer(facts, { companyId, customerId, text, actor }, { batch, ids, writes })
    return { ok: true, answer: { id: encodeId('nte', id) } }
  },
} satisfies Act<NoteRequest, NoteFacts, Answered | Refusal>)

/** Writes a note of a customer beside something else that an act does. @returns its id */
export function noteCustomer(
  facts: { held: Set<string> },
  {
    companyId,
    customerId,
    text,
    actor,
  }: { companyId: bigint; customerId: bigint; text: string; actor: string },
  { batch, ids, writes }: Pick<Context, 'batch' | 'ids' | 'writes'>,
): bigint {
  const id = ids.next()
  holdCustomer(facts, { companyId, customerId }, writes)
  writes.add(insertNotes, { companyId, customerId, id, note: text, actor, batch })
  return id
}
