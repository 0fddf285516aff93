// Six durable steps, one after another, as jobs of pg-boss: whoever completes a batch of one queue puts the jobs of the next there.
import { PgBoss } from 'pg-boss'

const BATCH = 500
const WORKERS = 2
const QUEUES = ['one', 'two', 'three', 'four', 'five', 'six']

const boss = new PgBoss({
  connectionString: process.env.DATABASE_URL,
  max: 20,
  supervise: false,
  schedule: false,
})
boss.on('error', (error) => {
  throw error
})
await boss.start()
let ended = 0
let all = () => undefined
for (const queue of QUEUES) await boss.createQueue(queue, { retryLimit: 2 })
for (const [at, queue] of QUEUES.entries())
  for (let worker = 0; worker < WORKERS; worker++)
    await boss.work(queue, { batchSize: BATCH, pollingIntervalSeconds: 0.5 }, async (jobs) => {
      const next = QUEUES[at + 1]
      if (next)
        await boss.insert(
          next,
          jobs.map(({ data }) => ({ data })),
        )
      else ended += jobs.length
      all()
    })

process.on('message', async ({ count }) => {
  ended = 0
  const done = new Promise((resolve) => {
    all = () => ended >= count && resolve(undefined)
  })
  for (let from = 0; from < count; from += BATCH)
    await boss.insert(
      'one',
      Array.from({ length: Math.min(BATCH, count - from) }, (_one, at) => ({ data: { order: from + at } })),
    )
  await done
  process.send({ done: count })
})
process.once('disconnect', () => process.exit(0))
process.send({ ready: true })
