// Six durable steps, one after another, as DBOS does them: each is a row that is there before the next begins.
import { DBOS } from '@dbos-inc/dbos-sdk'

const AT_ONCE = 200

const six = DBOS.registerWorkflow(
  async () => {
    for (let step = 1; step <= 6; step++) await DBOS.runStep(async () => step, { name: `step ${step}` })
  },
  { name: 'six' },
)
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.DATABASE_URL,
  systemDatabasePoolSize: 20,
  logLevel: 'error',
  runAdminServer: false,
})
await DBOS.launch()

process.on('message', async ({ count }) => {
  let left = count
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, count) }, async () => {
      while (left-- > 0) await (await DBOS.startWorkflow(six)()).getResult()
    }),
  )
  process.send({ done: count })
})
process.once('disconnect', () => process.exit(0))
process.send({ ready: true })
