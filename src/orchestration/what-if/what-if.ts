import { locationOf, readStock } from '../../inventory/index.ts'
import type { OrderLine } from '../../orders/index.ts'
import { readCompanies } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Answered } from '../../platform/keyed.ts'
import { formatMicro, type Minor } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { money } from '../../platform/wire.ts'
import {
  MOVABLE_NEEDS,
  movableOf,
  readItemsOfParts,
  readMovable,
  type Movable,
  type MovableFacts,
  type PartKey,
} from './movable.ts'
import { NO_OTHERS, readOthers, renderSlips, type Others } from './overtaking.ts'
import { tokenOf } from './option-token.ts'
import { readProgress } from '../plan/progress.ts'
import { offerOptions, type ServingOption } from './serving-options.ts'

export interface WhatIfRequest extends PartKey {
  /** Those that rank behind it may lose their days for it. */
  takesFromOthers: boolean
  malformed?: Malformed
}

/**
 * Answers in which other ways parts of running orders could be served, a batch at a time and without a trace: each with its days, what
 * it costs and leaves, and a token by which it is carried out (N-4, A10-11). Nothing is written, locked or numbered; questions do not
 * see each other.
 *
 * Refusal: `what_if_refused`.
 */
export const whatIf: Act<WhatIfRequest, MovableFacts & { others: Others }, Answered | Refusal> = {
  name: 'orchestration.what_if',
  // Each is searched for at up to fifty places; of a large order many at a time, since it is read for each batch.
  weigh: ({ takesFromOthers }) => (takesFromOthers ? 100 : 5),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const items = await readItemsOfParts(db, requests)
    const companies = await readCompanies(db, new Set(requests.map(({ companyId }) => companyId)))
    const stock = await readStock(db, companies.values(), unique(items))
    const progress = await readProgress(db, requests, { ...MOVABLE_NEEDS, stock })
    const taking = new Set(requests.flatMap((one) => (one.takesFromOthers ? [one.partId] : [])))
    const wanted = unique(items.filter(({ partId }) => taking.has(partId)))
    const [facts, others] = await Promise.all([
      readMovable(db, progress, requests, unique(items)),
      wanted.length === 0 ? NO_OTHERS : readOthers(db, wanted),
    ])
    return { ...facts, others }
  },
  decide(request, facts, { now }) {
    const found = movableOf(facts, request, now)
    const problems = Array.isArray(found) ? found : []
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (Array.isArray(found)) return refuse('what_if_refused', problems)
    return { ok: true, answer: renderOffered(found, request.takesFromOthers ? facts.others : undefined) }
  },
}

/** Of several parts of an item the item once. */
export function unique<T extends { companyId: bigint; itemId: bigint }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [`${item.companyId}/${item.itemId}`, item])).values()]
}

function renderOffered(of: Movable, others: Others | undefined): Json {
  const { order, part, holding, company } = of
  const { stands, options, none } = offerOptions(of, others)
  const { sku } = order.lines.find(({ lineNo }) => lineNo === part.lineNo) as OrderLine
  const told = (amount: Minor | null) => (amount === null ? null : money(amount, company.currency))
  const base = costOf(stands)
  const worthOf = (one: ServingOption): Record<string, Json> => {
    const cost = costOf(one)
    return {
      goodsCost: told(one.worth.goods),
      freightCost: told(one.worth.ways),
      margin: told(one.worth.margin),
      costChange: told(cost === null || base === null ? null : cost - base),
    }
  }
  const shown = (one: ServingOption): Record<string, Json> => ({
    ...renderParts(of, one.parts),
    ...worthOf(one),
  })
  return {
    orderId: encodeId('ord', order.id),
    line: encodeId('ful', part.id),
    sku,
    quantity: formatMicro(holding.quantity),
    requestedOn: part.requestedOn,
    stands: shown(stands),
    options: options.map((one) => ({
      kind: one.ask.kind,
      ...(one.ask.locationId === undefined ? {} : { location: codeOf(of, one.ask.locationId) }),
      ...(one.ask.shipMethod === undefined ? {} : { shipMethod: one.ask.shipMethod }),
      ...shown(one),
      slips: one.overtaking ? renderSlips(one.overtaking) : [],
      token: tokenOf(of, one),
    })),
    notOffered: none.map(({ kind, why }) => ({ kind, why })),
  }
}

/** Of the line and all ways of its order; null: nobody said what the goods cost. */
function costOf({ worth: { goods, ways } }: ServingOption): Minor | null {
  return goods === null ? null : goods + ways
}

/** Parts with their days, and the day on which the last of them leaves. */
export function renderParts(of: Pick<Movable, 'stock' | 'company'>, parts: ServingOption['parts']) {
  const days = parts.map(({ promisedOn, brought }) => brought?.on ?? promisedOn ?? '')
  const complete = !days.includes('')
  return {
    completeOn: complete ? days.reduce((last, day) => (day > last ? day : last)) : null,
    promises: parts.map(({ location, quantity, supply, promisedOn, arrivesOn, brought }) => ({
      location: codeOf(of, brought?.to ?? location),
      ...(brought ? { broughtFrom: codeOf(of, location) } : {}),
      quantity: formatMicro(quantity),
      supply: brought ? 'transfer' : supply,
      promisedOn: brought?.on ?? promisedOn ?? null,
      arrivesOn: arrivesOn ?? null,
    })),
  }
}

export function codeOf({ stock, company }: Pick<Movable, 'stock' | 'company'>, locationId: bigint): string {
  return locationOf(stock, company.id, locationId)!.code
}
