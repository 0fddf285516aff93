/** TMF counts from 0, the most urgent, to 4; ours from 9, the most urgent, to 0. Theirs go there and back unchanged. */
const OURS = [9, 6, 4, 2, 0] as const

/** Ours for one of theirs; 2 is the usual. */
export function ourPriority(theirs: string): number {
  return OURS[Number(theirs)]!
}

/** Theirs for one of ours: the nearest that is not less urgent than half a step. */
export function theirPriority(ours: number): string {
  let best = 0
  for (const [theirs, one] of OURS.entries())
    if (Math.abs(one - ours) < Math.abs(OURS[best]! - ours)) best = theirs
  return String(best)
}
