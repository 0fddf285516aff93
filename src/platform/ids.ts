import type { Database } from './database/index.ts'
import { nextIdBlocks } from './platform.sql.ts'

const BLOCK = 1000n
/** Unused blocks die after this, so that ids stay in step with time and tables can be partitioned by id later. */
const BLOCK_LIFE_MS = 60_000

export interface IdSource {
  /** The next id: rising inside one batch, never reused, with gaps. Another batch, or node, may draw lower ones later. */
  next(): bigint
}

/** Lends ids to batches; what a batch does not use comes back. */
export interface IdLender {
  lease(count: number): Promise<IdLease>
  giveBack(lease: IdLease): void
}

/** Ids from `next` up to, not including, `end`. */
interface Range {
  next: bigint
  end: bigint
  bornMs: number
}

/** A decision needed more ids than were leased for its batch. */
export class NoIdsLeft extends Error {}

/** Ids that belong to one batch; what it does not use goes back. */
export class IdLease implements IdSource {
  readonly ranges: Range[]

  constructor(ranges: Range[]) {
    this.ranges = ranges
  }

  next(): bigint {
    const range = this.ranges[0]
    if (!range) throw new NoIdsLeft('No ids left: the door leases them before a decision')
    const id = range.next++
    if (range.next === range.end) this.ranges.shift()
    return id
  }
}

/** Hands out bigint ids from blocks of the database's sequence, so parents and children know their keys beforehand. */
export class Ids implements IdLender {
  readonly #db: Database
  readonly #elapsed: () => number
  #blocks: Range[] = []
  #filling: Promise<void> | undefined

  constructor(db: Database, elapsed: () => number = () => performance.now()) {
    this.#db = db
    this.#elapsed = elapsed
  }

  /** Takes `count` ids out for one batch; no other batch sees them. */
  async lease(count: number): Promise<IdLease> {
    for (;;) {
      const oldest = this.#elapsed() - BLOCK_LIFE_MS
      this.#blocks = this.#blocks.filter((block) => block.bornMs >= oldest)
      const ranges = this.#take(BigInt(count))
      if (ranges) return new IdLease(ranges)
      this.#filling ??= this.#fill(count).finally(() => {
        this.#filling = undefined
      })
      await this.#filling
    }
  }

  /** Takes back what a batch did not use. Batches end in any order: sorted, so that the next one still draws rising ids. */
  giveBack(lease: IdLease): void {
    this.#blocks.push(...lease.ranges.splice(0))
    this.#blocks.sort((a, b) => Number(a.next - b.next))
  }

  #take(count: bigint): Range[] | undefined {
    const available = this.#blocks.reduce((sum, block) => sum + (block.end - block.next), 0n)
    if (available < count) return undefined
    const ranges: Range[] = []
    for (let wanted = count; wanted > 0n;) {
      const block = this.#blocks[0]!
      const size = block.end - block.next
      if (size <= wanted) {
        ranges.push(block)
        this.#blocks.shift()
        wanted -= size
      } else {
        ranges.push({ ...block, end: block.next + wanted })
        block.next += wanted
        wanted = 0n
      }
    }
    return ranges
  }

  async #fill(count: number): Promise<void> {
    const blocks = Math.ceil((count * 2) / Number(BLOCK)) + 1
    const rows = await this.#db.read(nextIdBlocks, { count: blocks })
    const bornMs = this.#elapsed()
    for (const { first } of rows) this.#blocks.push({ next: first, end: first + BLOCK, bornMs })
  }
}
