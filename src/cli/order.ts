import type { Command } from 'commander'
import { companyOfOrder, orderIdOf, readWhy, type OrderWhy } from '../insight/index.ts'
import { systemClock } from '../platform/clock.ts'
import type { Flags } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { Refusal } from './outcome.ts'
import { withDatabase, type CommandContext } from './with-database.ts'

/** Whoever has the database sees all of it. */
const ALL = { outsider: null, costs: true, books: true, addresses: true }

/** `docket order why <number>`: what an order waits for, since when, and what would let it go on. */
export function define(command: Command): void {
  command
    .command('why')
    .description('what it waits for, since when, and what would let it go on')
    .argument('<number>', 'SO1000017, the bare number, or ord_…')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .option('--json', 'print the answer as JSON')
    .action(async (number: string, flags: Flags & { json?: boolean }) => {
      const orderId = orderIdOf(number)
      if (orderId === undefined) throw new Refusal(`${number} is no number of an order.`, 2)
      const why = await withDatabase(flags, (context) => read(context, orderId))
      if (!why) throw new Refusal(`There is no order ${number}.`, 1)
      console.log(flags.json ? JSON.stringify(why, null, 2) : inWords(why))
    })
}

async function read({ database }: CommandContext, orderId: bigint): Promise<OrderWhy | undefined> {
  const db = new Database({ url: database.url, name: 'docket-order', max: 1, reports: true })
  try {
    const companyId = await companyOfOrder(db, orderId)
    if (companyId === undefined) return undefined
    return (await readWhy(db, { companyId, orderId }, ALL, systemClock.now()))?.why
  } finally {
    await db.close()
  }
}

function inWords({ number, statusName, since, reasons, more }: OrderWhy): string {
  const head = `${number}: ${statusName}${since === null ? '' : `, as it is since ${since}`}`
  const told = reasons.flatMap(({ text, lineNos, lines, since: from, until, by, release, calls }) => {
    const of =
      lines === 0
        ? ''
        : ` (line${lines > 1 ? 's' : ''} ${lineNos.join(', ')}${lines > lineNos.length ? ', …' : ''})`
    return [
      `- ${text}${of}`,
      ...(by === null ? [] : [`  by ${by}`]),
      ...(from === null ? [] : [`  since ${from}`]),
      ...(until === null ? [] : [`  until ${until}`]),
      ...(release === null ? [] : [`  goes on when: ${[release, ...calls].join('; ')}`]),
    ]
  })
  return [head, ...told, ...(more > 0 ? [`and ${more} more reasons`] : [])].join('\n')
}
