import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Taken } from './allocation.ts'
import { moveAllocationUsed, moveAllocationUses } from './allocation.sql.ts'
import {
  addTaken,
  gateOf,
  moveTaken,
  type AllocationFacts,
  type GateKey,
  type GateShares,
  type HeldShare,
} from './share-facts.ts'
import type { Share, StockAt, TakenShare } from './sourced.ts'

/** What parts of orders and carts take of shares and give back. */

/** A part of an order has what it took of shares. */
export function keepUse(
  facts: AllocationFacts,
  at: GateKey & { rootId: bigint; sourceId: bigint },
  share: TakenShare,
): void {
  const { companyId, rootId, sourceId, itemId, locationId } = at
  const key = `${companyId}/${sourceId}`
  const own = facts.uses.get(key) ?? []
  facts.uses.set(key, own)
  share.parts.forEach(({ node, week, quantity }, place) => {
    const same = own.find(
      (one) =>
        one.locationId === locationId && one.week === week && one.node === node && one.itemId === itemId,
    )
    if (same) {
      same.quantity += quantity
      same.moved += quantity
    } else {
      const use = { rootId, sourceId, itemId, locationId, week, node, place, buyer: share.node }
      own.unshift({ ...use, quantity, moved: quantity })
    }
    moveGate(gateOf(facts, at), { node, week, quantity })
  })
}

/** The node that a part belonged to when it took of a share; '': none. */
export function buyerOf(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
): string {
  return facts.uses.get(`${companyId}/${sourceId}`)?.[0]?.buyer ?? ''
}

/** A part of an order gives back what it took of shares for a quantity, the last taken first (D4). */
export function giveBackUse(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
  quantity: Micro,
): void {
  let open = quantity
  for (const use of facts.uses.get(`${companyId}/${sourceId}`) ?? []) {
    const back = use.quantity < open ? use.quantity : open
    if (back <= 0n) continue
    open -= back
    use.quantity -= back
    use.moved -= back
    const { itemId, locationId, node, week } = use
    giveBack(facts, companyId, { itemId, locationId, node, week, quantity: back })
  }
}

/**
 * What a part took of shares for a quantity is put back into the picture alone, for a question what else it could have.
 *
 * @returns takes it out again
 */
export function liftUse(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
  quantity: Micro,
): () => void {
  let open = quantity
  const lifted = (facts.uses.get(`${companyId}/${sourceId}`) ?? []).flatMap((use) => {
    const back = use.quantity < open ? use.quantity : open
    if (back <= 0n) return []
    open -= back
    const { itemId, locationId, week, node } = use
    return [{ gate: gateOf(facts, { companyId, itemId, locationId }), part: { week, node, quantity: back } }]
  })
  for (const { gate, part } of lifted) moveTaken(gate, [part], -1n)
  return () => {
    for (const { gate, part } of lifted) moveTaken(gate, [part], 1n)
  }
}

/**
 * A part of an order takes of a share for a day, of what nobody else is promised. The caller takes the goods out of the picture, and asks the
 * gate whether they are still there.
 */
export function takeUse(
  facts: AllocationFacts,
  at: GateKey & { rootId: bigint; sourceId: bigint },
  share: Share,
  of: { stock: StockAt; quantity: Micro; day: string },
): void {
  keepUse(facts, at, share.take(of.stock, of.quantity, of.day))
}

/** A cart has what it took of shares. @returns what it keeps, to give it back */
export function keepHeld(facts: AllocationFacts, at: GateKey, share: TakenShare): HeldShare[] {
  const { itemId, locationId } = at
  return share.parts.map((part) => {
    moveGate(gateOf(facts, at), part)
    return { itemId, locationId, ...part }
  })
}

/** What somebody took of a share is free for its node again. */
export function giveBack(facts: AllocationFacts, companyId: bigint, held: HeldShare): void {
  const { itemId, locationId, node, week, quantity } = held
  const gate = gateOf(facts, { companyId, itemId, locationId })
  gate.version += 1
  addTaken(gate.taken, { node, week, quantity: -quantity })
  moveGate(gate, { node, week, quantity: -quantity })
}

function moveGate({ moved }: GateShares, { node, week, quantity }: Taken): void {
  const key = `${week}\t${node}`
  const before = moved.get(key)?.quantity ?? 0n
  moved.set(key, { node, week, quantity: before + quantity })
}

/** Adds what the batch took and gave back to its write set; the gates, which stand before, are locked and stepped. */
export function writeShares({ gates, uses }: AllocationFacts, { writes }: Pick<Context, 'writes'>): void {
  for (const { companyId, itemId, locationId, moved } of gates.values())
    for (const { week, node, quantity } of moved.values())
      if (quantity !== 0n)
        writes.add(moveAllocationUsed, { companyId, itemId, locationId, week, node, quantity })
  for (const [key, own] of uses) {
    const companyId = BigInt(key.slice(0, key.indexOf('/')))
    for (const { moved, quantity: _left, ...use } of own)
      if (moved !== 0n) writes.add(moveAllocationUses, { companyId, ...use, quantity: moved })
  }
}
