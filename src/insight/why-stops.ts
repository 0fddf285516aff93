import { reason, type Found, type Seen } from './why-shapes.ts'

const OVER = ['completed', 'cancelled', 'aborted', 'rejected']

/** Of an order that is over, is none yet, or waits to be approved, all that there is to tell; undefined: it was agreed, and goes on. */
export function beginningReasons(order: Seen): Found[] | undefined {
  const { state, statusName, timeline } = order
  const since = timeline.at(-1)?.at ?? null
  if (OVER.includes(state))
    return [reason('over', `it is ${statusName.toLowerCase()}: nothing is left to do`, { since })]
  if (state === 'draft' || state === 'failed') return problemReasons(order, since)
  if (state === 'pending_approval')
    return [
      reason('approval', 'it waits for the approval of those who were asked', {
        since,
        release: 'whoever is asked decides',
        calls: ['GET /approvals'],
      }),
    ]
  return undefined
}

function problemReasons(order: Seen, since: string | null): Found[] {
  const problems = order.problems as { path?: string; message: string }[]
  const texts = problems.map(({ path, message }) => [path, message].filter(Boolean).join(': '))
  const mend = {
    since,
    release: 'it is put right and submitted',
    calls: ['PATCH /orders/{id}', 'POST /orders/{id}/submit'],
  }
  return (texts.length > 0 ? texts : ['it was not submitted']).map((text) => reason('problem', text, mend))
}

/** What stops all of it: that it is suspended, and its holds. */
export function stopReasons(order: Seen): Found[] {
  return [...suspension(order), ...openHolds(order).map(heldBy)]
}

/** Nothing of it starts. */
export function isStopped(order: Seen): boolean {
  return (
    order.state === 'suspended' ||
    openHolds(order).some(({ lines, taskKind }) => lines === null && taskKind === null)
  )
}

function suspension({ state, timeline }: Seen): Found[] {
  if (state !== 'suspended') return []
  const suspended = timeline.findLast(({ act }) => act === 'suspend')
  return [
    reason('suspended', `it is suspended: ${suspended?.reason ?? ''}`, {
      since: suspended?.at ?? null,
      by: suspended?.actor ?? null,
      release: 'it is resumed',
      calls: ['POST /orders/{id}/resume'],
    }),
  ]
}

function openHolds({ holds }: Seen): Seen['holds'] {
  return holds.filter(({ released }) => !released)
}

function heldBy({
  id,
  code,
  reason: why,
  placedBy,
  placedAt,
  expiresOn,
  lines,
  taskKind,
}: Seen['holds'][number]): Found {
  const what = taskKind === null ? 'it is held' : `${STOPPED[taskKind] ?? taskKind} is held`
  return reason('hold', `${what} (${code}): ${why}`, {
    lineNos: lines ?? [],
    since: placedAt,
    until: expiresOn,
    by: placedBy,
    release: 'the hold is released, with a reason',
    calls: [`POST /orders/{id}/holds/${id}/release`],
  })
}

/** Whoever placed it may still take it back. */
export function remorseReasons({ remorseUntil, placedAt }: Seen, now: Date): Found[] {
  if (remorseUntil === null || new Date(remorseUntil) <= now) return []
  return [
    reason('remorse', 'whoever placed it may still take it back', {
      since: placedAt,
      until: remorseUntil,
      release: 'nothing is done until then; or it is let go on at once',
      calls: ['POST /orders/{id}/end-remorse'],
    }),
  ]
}

/** What a hold of a kind of task stops, in words. */
const STOPPED: Readonly<Record<string, string>> = {
  transfer: 'bringing its goods',
  reserve: 'taking its goods',
  ship: 'shipping',
  invoice: 'billing',
  work: 'work for it',
  wait: 'waiting for its time',
}
