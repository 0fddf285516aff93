/** A process of buyers of the race: it is told what to buy, buys it at once for all of them, and tells what they got. */
import { setTimeout as sleep } from 'node:timers/promises'
import { capture, receive, type CaptureRequest } from '../channels/index.ts'
import { Door, Fault, Overloaded } from '../platform/batch/index.ts'
import { Database } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import type { Bought, BuyOrder } from './race.ts'

const MAX_TRIES = 20

const [url, doorCount] = process.argv.slice(2)
const doors = Array.from({ length: Number(doorCount) }, (_, place) => {
  const db = new Database({ url: url!, name: `docket-race-${place}`, max: 3 })
  return new Door({ db, ids: new Ids(db) })
})

// Connections stand before the race begins.
await Promise.all(doors.map((door) => door.environment.db.sql('select 1')))
process.on('message', (message) => void answer(message as BuyOrder))
process.on('disconnect', () => process.exit(0))
process.send!('ready')

async function answer(order: BuyOrder): Promise<void> {
  process.send!(await buy(order))
}

async function buy({ companyId, sku, round, from, count }: BuyOrder): Promise<Bought> {
  const bought = { promised: 0n, backordered: 0n, known: 0, others: [] as string[] }
  const outcomes = await Promise.allSettled(
    Array.from({ length: count }, (_, place) => {
      const body = {
        source: 'webshop',
        externalId: `RACE-${round}-${from + place}`,
        customer: { account: `GB-${String(11 + ((from + place) % 100)).padStart(4, '0')}` },
        currency: 'GBP',
        prepaid: true,
        lines: [{ sku, quantity: '1' }],
      }
      const received = receive(Buffer.from(JSON.stringify(body)), 'application/json')
      const request = { ...received, companyId: BigInt(companyId), actor: 'race', accounts: null, key: null }
      return patiently(doors[place % doors.length]!, request)
    }),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      const { reason } = outcome as { reason: unknown }
      bought.others.push(reason instanceof Fault ? `${reason.code}: ${reason.message}` : String(reason))
    } else if (!outcome.value.ok) bought.others.push(JSON.stringify(outcome.value.problems))
    else if (outcome.value.change === 'duplicate') bought.known += 1
    else {
      const { order } = outcome.value
      if (order.state !== 'in_progress') bought.others.push(JSON.stringify(order.problems))
      for (const part of order.parts) {
        if (part.supply === 'on_hand') bought.promised += part.quantity / 1_000_000n
        else bought.backordered += part.quantity / 1_000_000n
      }
    }
  }
  const { promised, backordered, known, others } = bought
  return { promised: String(promised), backordered: String(backordered), known, others }
}

/** A door that is full says so before it begins; the buyer stays. */
async function patiently(door: Door, request: CaptureRequest) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await door.request(capture, request)
    } catch (error) {
      if (!(error instanceof Overloaded) || tries === MAX_TRIES) throw error
      await sleep(100)
    }
  }
}
