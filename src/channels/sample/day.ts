import type { Logger } from '../../platform/log.ts'
import { parseAmount } from '../../platform/money.ts'
import { money, type MoneyValue } from '../../platform/wire.ts'
import { bankAt } from './bank.ts'
import { pause, type FrontDoor } from './front-door.ts'
import { warehouseAt } from './warehouse.ts'

/** The first day of the sample company: who acts, and how long it takes. */
export interface SampleDay {
  bank: FrontDoor
  warehouse: FrontDoor
  auditor: FrontDoor
  /** How long it takes at least: slow enough to be watched; 0 for tests. */
  lastsMs: number
  log: Logger
  signal: AbortSignal
}

const OPENS = 9
const HOURS = 9
const PREPAYMENTS_AN_HOUR = 45
const INVOICES_AN_HOUR = 15
const QUIET_TRIES = 40
const QUIET_EVERY_MS = 250

/**
 * Money comes in, the warehouse confirms and takes goods in, buyers send goods back; all by HTTP and by what the doors
 * show, so that a day that was interrupted goes on where it stood. At the end it tells what came of it.
 *
 * @throws when a door does not answer, or the signal is given
 */
export async function runSampleDay(day: SampleDay): Promise<void> {
  const { log, signal, lastsMs } = day
  const bank = bankAt(day.bank)
  const warehouse = warehouseAt(day.warehouse)
  const began = performance.now()
  for (let hour = 1; hour <= HOURS; hour++) {
    const last = hour === HOURS
    const news: string[] = []
    const note = (count: number, what: string) => void (count > 0 && news.push(`${count} ${what}`))
    note(await bank.payPrepaidOrders(last ? Infinity : PREPAYMENTS_AN_HOUR), 'orders prepaid')
    if (hour === 5) note((await warehouse.receiveSupply()).length, 'supply orders received')
    if (hour >= 4) note(await warehouse.confirmShipments(), 'shipments confirmed')
    if (hour >= 2) note(await bank.payInvoices(last ? Infinity : INVOICES_AN_HOUR), 'invoices paid')
    if (hour === HOURS - 1) note(await warehouse.takeReturns(), 'returns taken')
    const closed = await countOrders(day.auditor, 'closed')
    log.info(`sample day, ${OPENS + hour}:00: ${[...news, `${closed} orders closed`].join(', ')}`)
    const left = (lastsMs * hour) / HOURS - (performance.now() - began)
    if (left > 0) await pause(left, signal)
  }
  await quiet(day)
  await report(day)
}

interface TrialRow {
  control: string | null
  debit: MoneyValue
}

async function countOrders(door: FrontDoor, status?: string): Promise<number> {
  const chosen = status === undefined ? '' : `&status=${status}`
  return (await door.get<{ rows: unknown[] }>(`/orders?limit=500${chosen}`)).rows.length
}

/** Waits until nothing is left that could be done now, not longer than ten seconds. */
async function quiet({ auditor, signal }: SampleDay): Promise<void> {
  for (let tries = 0; tries < QUIET_TRIES; tries++) {
    const { tasks } = await auditor.get<{ tasks: { due: number }[] }>('/monitoring/queues')
    if (tasks.every((task) => task.due === 0)) return
    await pause(QUIET_EVERY_MS, signal)
  }
}

async function report({ auditor, log }: SampleDay): Promise<void> {
  const [closed, all, balance, invariants] = await Promise.all([
    countOrders(auditor, 'closed'),
    countOrders(auditor),
    auditor.get<{ currency: string; rows: TrialRow[]; totals: { debit: MoneyValue; credit: MoneyValue } }>(
      '/ledger/trial-balance',
    ),
    auditor.get<{ holds: boolean; laws: { law: string; holds: boolean }[] }>('/monitoring/invariants'),
  ])
  const received = balance.rows.find((row) => row.control === 'cash')!.debit
  const { debit, credit } = balance.totals
  const { currency } = balance
  const apart = parseAmount(debit.amount, currency)! - parseAmount(credit.amount, currency)!
  const broken = invariants.laws.filter((law) => !law.holds).map(({ law }) => law)
  const laws = invariants.holds ? `all ${invariants.laws.length} laws hold` : `broken: ${broken.join(', ')}`
  log[invariants.holds ? 'info' : 'error'](
    `the sample day is over: ${closed} of ${all} orders closed, ${received.amount} ${received.currency} received, ` +
      `trial balance ${debit.amount} against ${credit.amount} (difference ${money(apart, currency).amount}), ${laws}`,
  )
}
