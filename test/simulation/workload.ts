import { countBackDated, receiveBackDated } from '../../src/orchestration/index.ts'
import type { Minor } from '../../src/platform/money.ts'
import { addDays, extend, micro, ONE } from './arithmetic.ts'
import type { AuditedCompany } from './audited-company.ts'
import type {
  AuditedOrder,
  SentCancellation,
  SentDecision,
  SentOrder,
  SentPayment,
  SentReturn,
  SentStock,
} from './audited.ts'
import type { Dice } from './dice.ts'
import { articles, buyers, places } from './world.ts'

/** What the world does next, by chance. It looks at the auditor's books only, never at Docket's. */

const goods = articles.filter((one) => one.goods)

/** A new order: small and huge lines, drafts, prepaid, fixed prices, later days, no splitting. */
export function someOrder(dice: Dice, number: number, auditor: AuditedCompany): SentOrder {
  const buyer = dice.pick(buyers)
  const market = dice.percent(20)
  const count = dice.percent(4) ? dice.between(20, 40) : dice.between(1, 5)
  const lines = Array.from({ length: count }, () => {
    const one = dice.percent(12) ? articles.at(-1)! : dice.pick(goods)
    const quantity = quantityOf(dice, one.goods)
    const line: SentOrder['lines'][number] = { sku: one.sku, quantity }
    const later = dice.percent(12) ? { requestedOn: addDays(auditor.today, dice.between(-2, 9)) } : {}
    const whole = dice.percent(10) ? { allowSplit: false } : {}
    if (!market) return { ...line, ...later, ...whole }
    const unitPrice = one[buyer.currency]
    const taxAmount = (extend(micro(unitPrice), micro(quantity)) * BigInt(dice.between(0, 20))) / 100n
    return { ...line, ...later, ...whole, unitPrice, taxAmount }
  })
  if (dice.percent(4)) lines[0] = { ...lines[0]!, sku: 'GHOST' }
  return {
    source: market ? 'market' : 'shop',
    externalId: `N${number}`,
    account: dice.percent(2) ? 'NOBODY' : buyer.number,
    currency: buyer.currency,
    prepaid: dice.percent(35),
    lines,
  }
}

function quantityOf(dice: Dice, whole: boolean): string {
  if (!whole) return String(dice.between(1, 2))
  const roll = dice.below(100)
  if (roll < 3) return String(dice.between(200, 900))
  if (roll < 12) return `${dice.between(0, 9)}.${dice.between(1, 999)}`
  return String(dice.between(1, 12))
}

/** The same order with one line changed: a mistake of the sender. */
export function changed(order: SentOrder): SentOrder {
  const [first, ...rest] = order.lines
  return {
    ...order,
    lines: [{ ...first!, quantity: String(BigInt(Math.ceil(Number(first!.quantity))) + 1n) }, ...rest],
  }
}

/** What opens the stock: scarce here, plenty there, some nowhere. */
export function openingStock(dice: Dice): SentStock[] {
  return goods.flatMap((one) =>
    places.flatMap((place): SentStock[] => {
      if (dice.percent(35)) return []
      const quantity = BigInt(dice.between(5, 120)) * ONE
      return [{ ...stock('opening', one.sku, place.code, quantity), unitCost: micro(one.cost) }]
    }),
  )
}

function stock(kind: SentStock['kind'], sku: string, place: string, quantity: bigint): SentStock {
  return { kind, sku, place, quantity, unitCost: null, supply: null, on: null }
}

/** Goods that come, are announced, are counted. */
export function someStock(dice: Dice, number: number, auditor: AuditedCompany): SentStock {
  const one = dice.pick(goods)
  const place = dice.pick(places).code
  const quantity = BigInt(dice.between(1, 60)) * ONE + (dice.percent(20) ? 250_000n : 0n)
  const unitCost = (micro(one.cost) * BigInt(dice.between(80, 130))) / 100n
  const roll = dice.below(100)
  if (roll < 25) {
    const on = addDays(auditor.today, dice.between(-1, 12))
    return { ...stock('announcement', one.sku, place, quantity), unitCost, supply: `PO${number}`, on }
  }
  const open = [...auditor.stock.incoming.values()].filter((each) => each.received < each.quantity)
  if (roll < 55 && open.length > 0) {
    const of = dice.pick(open)
    const left = of.quantity - of.received
    const part = dice.percent(40) && left > ONE ? left / 2n : dice.percent(10) ? left + ONE : left
    return {
      ...stock('receipt', of.sku, of.place, part),
      supply: of.number,
      unitCost: dice.percent(30) ? unitCost : null,
    }
  }
  if (roll < 70) {
    const lost = dice.percent(50)
    const counted = BigInt(dice.between(1, 6)) * ONE
    const held = [...auditor.stock.bins].filter(([, bin]) => bin.reserved > 0n && bin.onHand > 0n)
    if (lost && held.length > 0 && dice.percent(60)) {
      // What orders have reserved is not there.
      const [name, { onHand, reserved }] = dice.pick(held)
      const [sku, at] = name.split(' at ') as [string, string]
      const free = onHand > reserved ? onHand - reserved : 0n
      return stock('adjustment', sku, at, -(free + counted * 2n))
    }
    return stock('adjustment', one.sku, place, lost ? -counted : counted)
  }
  if (roll < 73) return { ...stock('receipt', 'GHOST', place, quantity), unitCost }
  const on = dice.percent(40) ? addDays(auditor.today, -dice.between(1, dice.percent(60) ? 2 : 12)) : null
  return { ...stock('receipt', one.sku, place, quantity), unitCost, on }
}

/** Takes in receipts of days before; what left since is counted whenever they are sent. */
export function countingAnew(now: () => Date): typeof receiveBackDated {
  return {
    ...receiveBackDated,
    async read(db, requests, locked) {
      const gone = await countBackDated(db, requests, now())
      for (const one of requests) one.gone = gone.get(one)
      return receiveBackDated.read(db, requests, locked)
    },
  }
}

/** Money that comes: exact, in part, too much, for a prepaid order, by the wrong account. */
export function somePayment(dice: Dice, auditor: AuditedCompany): SentPayment {
  const buyer = dice.pick(buyers)
  const waiting = [...auditor.orders].filter(
    ([, order]) => order.sent.prepaid && order.state === 'in_progress' && !paid(auditor, order),
  )
  if (waiting.length > 0 && dice.percent(60)) {
    const [key, order] = dice.pick(waiting)
    const amount = some(dice, order.total - order.cancelled)
    const account = dice.percent(5) ? buyer.number : order.sent.account
    return { account, order: key, currency: order.sent.currency, amount }
  }
  const owed = auditor.money.openOf((one) => one.account === buyer.number && one.open > 0n)
  if (owed.length === 0 || dice.percent(5)) {
    const amount = BigInt(dice.between(-50, 90_000))
    return {
      account: dice.percent(10) ? 'NOBODY' : buyer.number,
      order: null,
      currency: buyer.currency,
      amount,
    }
  }
  const roll = dice.below(100)
  const one = dice.pick(owed)
  if (roll < 35) return { account: buyer.number, order: null, currency: buyer.currency, amount: one.open }
  if (roll < 55)
    return { account: buyer.number, order: one.order, currency: buyer.currency, amount: some(dice, one.open) }
  const all = auditor.receivable(buyer.number)
  if (roll < 70 && all > 0n)
    return { account: buyer.number, order: null, currency: buyer.currency, amount: all }
  if (roll < 74)
    return {
      account: buyer.number,
      order: null,
      currency: buyer.currency === 'GBP' ? 'EUR' : 'GBP',
      amount: one.open,
    }
  return { account: buyer.number, order: null, currency: buyer.currency, amount: some(dice, one.open) }
}

function paid(auditor: AuditedCompany, order: AuditedOrder): boolean {
  const key = `${order.sent.source}/${order.sent.externalId}`
  return auditor.money.received.some(
    (one) => one.order === key && one.amount >= order.total - order.cancelled,
  )
}

/** All of it, a part, or more. */
function some(dice: Dice, amount: Minor): Minor {
  const roll = dice.below(100)
  if (roll < 60 || amount < 2n) return amount > 0n ? amount : 1n
  if (roll < 80) return (amount * BigInt(dice.between(1, 99))) / 100n + 1n
  return amount + BigInt(dice.between(1, 5000))
}

/** Money for everything that is open, exactly. */
export function lastPayments(auditor: AuditedCompany): SentPayment[] {
  const prepaid = [...auditor.orders].flatMap(([key, order]): SentPayment[] => {
    const { account, currency } = order.sent
    if (!order.sent.prepaid || order.state !== 'in_progress') return []
    const got = auditor.moneyOf(key)
    const owed = order.total - order.cancelled - got
    return owed > 0n ? [{ account, order: key, currency, amount: owed }] : []
  })
  const credit = buyers.flatMap((buyer): SentPayment[] => {
    const amount = auditor.receivable(buyer.number)
    return amount > 0n ? [{ account: buyer.number, order: null, currency: buyer.currency, amount }] : []
  })
  return [...prepaid, ...credit]
}

/** Somebody wants less, or nothing: a line, a part of it, more than is left, the whole order, too late. */
export function someCancellation(dice: Dice, auditor: AuditedCompany): SentCancellation | undefined {
  const known = [...auditor.orders]
  if (known.length === 0) return undefined
  // Mostly one of the last: the others have left.
  const [key, order] = dice.percent(70) ? dice.pick(known.slice(-15)) : dice.pick(known)
  const onlyIfNothingShipped = dice.percent(20)
  if (dice.percent(45) || order.parts.length === 0)
    return { order: key, line: null, quantity: null, onlyIfNothingShipped }
  const { line, quantity } = dice.pick(order.parts)
  const part = dice.percent(80) ? quantity / 3n + 1n : quantity * 40n
  return { order: key, line, quantity: dice.percent(40) ? null : part, onlyIfNothingShipped }
}

/** Something comes back: some of it, all of it, or more than was sold. */
export function someReturn(dice: Dice, auditor: AuditedCompany): SentReturn | undefined {
  const billed = [...auditor.orders].filter(([, order]) => order.parts.some((part) => part.invoiced > 0n))
  if (billed.length === 0) return undefined
  const [key, order] = dice.pick(billed)
  const part = dice.pick(order.parts.filter((one) => one.invoiced > 0n))
  const roll = dice.below(100)
  const quantity =
    roll < 50
      ? ONE
      : roll < 75
        ? part.invoiced - part.returned
        : roll < 95
          ? part.invoiced / 3n + 1n
          : part.quantity + ONE
  return { order: key, line: part.line, quantity: quantity > 0n ? quantity : ONE }
}

/** Of goods that left without a sale some are billed, some come back, some are given up; a few are decided on again. */
export function someDecision(dice: Dice, auditor: AuditedCompany): SentDecision | undefined {
  const all = [...auditor.strays]
  const open = all.filter(([, one]) => one.settled < one.quantity)
  if (all.length === 0) return undefined
  const [stray, { quantity, settled }] = dice.pick(open.length > 0 && dice.percent(90) ? open : all)
  const act = dice.pick(['bill', 'expect', 'receive', 'receive', 'write_off'] as const)
  const part = dice.percent(80) ? (quantity - settled) / 2n + 1n : quantity + ONE
  return { stray, act, quantity: act === 'receive' && dice.percent(60) ? part : null }
}
