import { formatMicro, parseNumeric, type Micro } from '../platform/money.ts'
import { reason, type Beside, type Found, type FreeFor, type Part } from './why-shapes.ts'

/** What is told of goods from. */
export interface Goods {
  beside: Beside
  /** By number of their line. */
  skus: ReadonlyMap<number, string>
  /** Its parts may be served in another way. */
  movable: boolean
}

/** What of a part's decision keeps it from goods that are there. */
interface Decision {
  rejectedBy?: string[]
  unfulfillable?: string
  minSplitQuantity?: string
  whole?: boolean
  only?: string
}

/** Why a part has no goods yet; none: it has them, or nothing of it is wanted. */
export function partReasons(goods: Goods, part: Part): Found[] {
  if (leftOf(part) <= 0n) return []
  const of = { lineNos: [part.lineNo], until: part.promisedOn }
  const found =
    part.supply === 'transfer'
      ? broughtReasons(goods, part)
      : part.supply === 'dated'
        ? [datedReason(goods, part)]
        : part.supply === 'backorder'
          ? [waitingReason(goods, part)]
          : []
  return found.map((one) => ({ ...one, ...of }))
}

function leftOf({ quantity, cancelled, shipped }: Part): Micro {
  return parseNumeric(quantity) - parseNumeric(cancelled) - parseNumeric(shipped)
}

function whatOf({ skus }: Goods, part: Part): string {
  return `${formatMicro(leftOf(part))} of ${skus.get(part.lineNo)}`
}

function atOf({ location }: Part, word = 'at'): string {
  return location === null ? '' : ` ${word} ${location.code}`
}

/** Served otherwise: only what goes on can be. */
function otherwise({ movable }: Goods): string[] {
  return movable ? ['POST /promises/what-if'] : []
}

function broughtReasons(goods: Goods, part: Part): Found[] {
  const to = atOf(part, 'to')
  const found = (goods.beside.bringing.get(part.id) ?? []).flatMap(
    ({ id, from, toSend, askedOn, onTheWay, sentOn }) => {
      const sku = goods.skus.get(part.lineNo)
      const asked =
        toSend === null
          ? []
          : [
              reason('brought', `${from} was asked on ${askedOn} to bring ${toSend} of ${sku}${to}`, {
                since: askedOn,
                release: 'it sends them, or refuses',
                calls: [`POST /transfers/${id}/send`, `POST /transfers/${id}/reject`],
              }),
            ]
      const moving =
        onTheWay === null
          ? []
          : [
              reason('brought', `${onTheWay} of ${sku} are on their way from ${from}${to}`, {
                since: sentOn,
                release: 'they are received there, or were lost',
                calls: [`POST /transfers/${id}/receive`],
              }),
            ]
      return [...asked, ...moving]
    },
  )
  return found.length > 0 ? found : [reason('brought', `${whatOf(goods, part)} are brought${to}`)]
}

function datedReason(goods: Goods, part: Part): Found {
  return reason('goods', `${whatOf(goods, part)} come${atOf(part)} by then`, {
    release: 'they come, or it is served otherwise',
    calls: ['POST /stock/receipts', ...otherwise(goods)],
  })
}

function waitingReason(goods: Goods, part: Part): Found {
  const decision = (part.decision ?? {}) as Decision
  const what = whatOf(goods, part)
  const free = goods.beside.free.get(part.id)
  if (decision.unfulfillable !== undefined || (decision.rejectedBy ?? []).length > 0) {
    const text = `${what} wait${atOf(part)} for a person: ${rejectedIn(decision, free)}`
    return reason('unfulfillable', text, {
      release: 'it is served otherwise, goods come, or it is cancelled',
      calls: [...otherwise(goods), 'POST /stock/receipts', 'POST /orders/{id}/cancel'],
    })
  }
  const coming = ['POST /stock/receipts', 'POST /supply-orders']
  if (free === undefined)
    return reason('goods', `${what} wait for goods${atOf(part)}`, {
      release: 'goods come, or it is served otherwise',
      calls: [...coming, ...otherwise(goods)],
    })
  if (free.waitsForRelease)
    return reason('goods', `${what} wait${atOf(part)} to be released: ${freeIn(free)}`, {
      release: free.quantity === '0' ? 'goods come, and a planner releases it' : 'a planner releases it',
      calls: [
        ...(free.quantity === '0' ? coming : []),
        'POST /backorders/preview',
        'POST /backorders/release',
        ...otherwise(goods),
      ],
    })
  if (free.quantity === '0')
    return reason('goods', `${what} are not there${atOf(part)}, and none are known to come`, {
      release: 'goods come, or it is served otherwise',
      calls: [...coming, ...otherwise(goods)],
    })
  return reason(
    'goods',
    `${what} wait for goods${atOf(part)}: ${freeIn(free)}, and ${notTheseFor(decision)}`,
    {
      release: 'more come, or it is served otherwise',
      calls: [...coming, ...otherwise(goods)],
    },
  )
}

function freeIn({ quantity, places }: FreeFor): string {
  if (quantity === '0') return 'nothing is free'
  const known = places.reduce((sum, one) => sum + parseNumeric(one.quantity), 0n)
  const named = places.map((one) => `${one.quantity} at ${one.location}`).join(', ')
  return `${quantity} are free (${named}${formatMicro(known) === quantity ? '' : ', …'})`
}

/** Why goods that are free do not serve it. */
function notTheseFor({ minSplitQuantity, whole, only }: Decision): string {
  if (minSplitQuantity !== undefined)
    return `of less than all of it ${minSplitQuantity} at least are taken, and only when the rest comes`
  if (whole) return 'it is taken in one piece'
  if (only !== undefined) return `they are not brought to ${only}`
  return 'they do not serve it: not in parts, not from there, or they are kept for others'
}

function rejectedIn({ rejectedBy = [], unfulfillable }: Decision, free: FreeFor | undefined): string {
  const by = rejectedBy.length === 0 ? 'they were rejected' : `${rejectedBy.join(', ')} rejected them`
  if (free !== undefined && free.quantity !== '0')
    return `${by}; ${freeIn(free)}, and do not come by themselves`
  return `${by}, and ${unfulfillable === 'attempts' ? 'no further place is asked' : 'no other place had them'}`
}
