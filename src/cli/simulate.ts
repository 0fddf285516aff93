import type { Command } from 'commander'
import { Refusal } from './outcome.ts'

interface Flags {
  seed: string
  orders: string
  seeds: string
  everyStep?: boolean
}

/** `docket simulate`: runs a company from a seed on a temporary database, disturbed and audited; exit 1 when anything is wrong. */
export function define(command: Command): void {
  command
    .option('--seed <n>', 'the first seed', '1')
    .option('--seeds <n>', 'how many seeds, one after the other', '1')
    .option('--orders <n>', 'orders of a run', '100')
    .option('--every-step', 'compare the books after every step: slow, names the step that went wrong')
    .action(async (flags: Flags) => {
      const [seed, seeds, orders] = [
        count(flags.seed, 0),
        count(flags.seeds, 1),
        count(flags.orders, 1),
      ] as const
      // A simulation is part of the tests; what ships knows nothing of it.
      const { simulate } = await import('../../test/simulation/simulator.ts')
      const { testDatabase } = await import('../../test/support/database.ts')
      let wrong = 0
      for (let each = seed; each < seed + seeds; each += 1) {
        const database = await testDatabase(`simulate_${each}`)
        const began = performance.now()
        try {
          const result = await simulate({
            url: database.url,
            seed: each,
            orders,
            everyStep: flags.everyStep === true,
          })
          const seconds = ((performance.now() - began) / 1000).toFixed(1)
          console.log(
            `${result.problems.length === 0 ? 'ok   ' : 'WRONG'}  seed ${each}: ${result.orders} orders, ${result.steps} steps, ` +
              `${result.batches} batches, ${result.deaths} crashes, ${result.disturbed} disturbances, ${seconds} s, digest ${result.digest}`,
          )
          for (const problem of result.problems) console.log(`       ${problem}`)
          if (result.problems.length > 0) wrong += 1
        } finally {
          await database.close()
        }
      }
      process.exitCode = wrong === 0 ? 0 : 1
    })
}

function count(text: string, least: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < least || number > 2_000_000_000)
    throw new Refusal(`${text} is not a whole number from ${least} on.`, 2)
  return number
}
