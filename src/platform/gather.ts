import { isConnectionError, isOutOfTime } from './database/index.ts'

/**
 * Gathers callers into batches: the first goes at once, the next batch is who came while the last one ran. One batch runs at a time, so
 * what is read and decided for it is written before the next is read. An error of the data halves the batch until who is at fault is
 * alone; whoever runs a batch may therefore be asked for parts of it again.
 *
 * @param most of one batch
 * @param run answers in the order of the batch
 */
export function gathered<Q, A>(
  most: number,
  run: (batch: readonly Q[]) => Promise<readonly A[]>,
): (asked: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = []
  let running = false
  const work = async () => {
    // What comes in the same turn goes along.
    await Promise.resolve()
    while (waiting.length > 0) await answer(waiting.splice(0, most), run)
    running = false
  }
  return (asked) => {
    const { promise, resolve, reject } = Promise.withResolvers<A>()
    waiting.push({ asked, resolve, reject })
    if (!running) {
      running = true
      void work()
    }
    return promise
  }
}

interface Waiting<Q, A> {
  asked: Q
  resolve(answer: A): void
  reject(error: unknown): void
}

/** Never throws: each caller hears of his own. */
async function answer<Q, A>(
  batch: readonly Waiting<Q, A>[],
  run: (batch: readonly Q[]) => Promise<readonly A[]>,
): Promise<void> {
  try {
    const answers = await run(batch.map(({ asked }) => asked))
    batch.forEach(({ resolve }, index) => resolve(answers[index]!))
  } catch (error) {
    if (batch.length === 1 || isConnectionError(error) || isOutOfTime(error))
      for (const { reject } of batch) reject(error)
    else {
      const half = Math.ceil(batch.length / 2)
      await answer(batch.slice(0, half), run)
      await answer(batch.slice(half), run)
    }
  }
}
