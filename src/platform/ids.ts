import type { Database } from './database/index.ts'
import { nextIdBlocks } from './platform.sql.ts'

const BLOCK = 1000n
/** Unused blocks die after this, so that ids stay in step with time and tables can be partitioned by id later. */
const BLOCK_LIFE_MS = 60_000

export interface IdSource {
  /** The next id: rising inside one process, never reused, with gaps. */
  next(): bigint
}

/** Hands out bigint ids from blocks of the database's sequence, so parents and children know their keys beforehand. */
export class Ids implements IdSource {
  readonly #db: Database
  readonly #elapsed: () => number
  #blocks: { next: bigint; end: bigint; bornMs: number }[] = []
  #filling: Promise<void> | undefined

  constructor(db: Database, elapsed: () => number = () => performance.now()) {
    this.#db = db
    this.#elapsed = elapsed
  }

  next(): bigint {
    const block = this.#blocks[0]
    if (!block) throw new Error('No ids left: the door reserves them before a decision')
    const id = block.next++
    if (block.next === block.end) this.#blocks.shift()
    return id
  }

  /** Makes sure that `count` ids can be taken without waiting. */
  async reserve(count: number): Promise<void> {
    const oldest = this.#elapsed() - BLOCK_LIFE_MS
    this.#blocks = this.#blocks.filter((block) => block.bornMs >= oldest)
    while (this.#available() < count) {
      this.#filling ??= this.#fill(count).finally(() => {
        this.#filling = undefined
      })
      await this.#filling
    }
  }

  #available(): number {
    return this.#blocks.reduce((sum, block) => sum + Number(block.end - block.next), 0)
  }

  async #fill(count: number): Promise<void> {
    const blocks = Math.ceil(count / Number(BLOCK)) + 1
    const rows = await this.#db.read(nextIdBlocks, { count: blocks })
    const bornMs = this.#elapsed()
    for (const { first } of rows) this.#blocks.push({ next: first, end: first + BLOCK, bornMs })
  }
}
