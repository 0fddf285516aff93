import {
  hasAtpRule,
  leadsThere,
  type SourcingQuestion,
  type StockFacts,
  type Want,
  type Way,
} from '../inventory/index.ts'
import { businessTime, type Company } from '../organization/index.ts'
import { timeIn } from '../platform/clock.ts'
import type { Json } from '../platform/json.ts'
import type { Account } from '../customers/index.ts'
import type { Item } from '../catalog/index.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Order } from './order.ts'

/** What an order, or a question, says of all its lines. */
export interface WholeWant {
  requestedOn?: string | null | undefined
  requestedArrivalOn?: string | undefined
  shipMethod?: string | undefined
  country: string
  region: string
  today: string
  /** HH:MM of now, in the time zone of the company. */
  time: string
  /** Who asks; undefined: nobody said, so that nothing is forbidden. */
  orderedBy?: Pick<Account, 'backorders' | 'partialShipments'> | undefined
}

/** What a line says for itself. */
export interface LineWant {
  requestedOn?: string
  requestedArrivalOn?: string
  allowSplit?: boolean
  location?: string
}

/** Where and when a line is wanted, and nothing else of it: what comes with it is wanted likewise. */
export function lineWantOf({ requestedOn, requestedArrivalOn, allowSplit, location }: LineWant): LineWant {
  return {
    ...(requestedOn === undefined ? {} : { requestedOn }),
    ...(requestedArrivalOn === undefined ? {} : { requestedArrivalOn }),
    ...(allowSplit === undefined ? {} : { allowSplit }),
    ...(location === undefined ? {} : { location }),
  }
}

type Places = Pick<StockFacts, 'locations'>

/** The time of day by which the cut-off of a place is judged. */
export function timeOf(company: Company, now: Date): string {
  return timeIn(company.timeZone, businessTime(company, now))
}

/** What a line asks the stock for, whether it is agreed or only asked about (A10-12). */
export function wantOf(
  of: Pick<
    Want,
    'companyId' | 'itemId' | 'quantity' | 'minSplit' | 'ofConfigured' | 'kit' | 'backorders' | 'unit'
  >,
  line: LineWant,
  whole: WholeWant,
  stock: Places,
  company: Company,
): Want {
  const { today, time, orderedBy } = whole
  const boundTo = placeOf(stock, of.companyId, line.location)?.id ?? null
  // What a line says of its days stands for both of them.
  const days = line.requestedOn === undefined && line.requestedArrivalOn === undefined ? whole : line
  return {
    ...of,
    // What is collected is wanted there on the day on which it would arrive.
    requestedOn: days.requestedOn ?? (boundTo === null ? undefined : days.requestedArrivalOn) ?? today,
    allowSplit:
      orderedBy?.partialShipments !== false && (line.allowSplit ?? company.settings.allowSplit ?? true),
    ...(orderedBy?.partialShipments === false ? { whole: true as const } : {}),
    boundTo,
    time,
    arriveOn: boundTo === null ? (days.requestedArrivalOn ?? null) : null,
    way: boundTo === null ? wayOf(whole) : null,
  }
}

/**
 * Of each line whether its customer and its item let it wait (B6-1). What is sold configured waits whole, with its parts: undefined
 * (decision 0061).
 */
export function backordersOf(
  customer: Pick<Account, 'backorders'> | undefined,
  items: readonly (Pick<Item, 'backorders'> | undefined)[],
  components: readonly { parent: number }[],
): Want['backorders'][] {
  const configured = new Set(components.map(({ parent }) => parent))
  const stated = items.length - components.length
  return items.map((item, index) =>
    !item || index >= stated || configured.has(index)
      ? undefined
      : { customer: customer?.backorders ?? true, item: item.backorders },
  )
}

/** How and where to an order goes; null: nobody said how. */
export function wayOf({
  shipMethod,
  country,
  region,
}: Pick<WholeWant, 'shipMethod' | 'country' | 'region'>): Way | null {
  return shipMethod === undefined ? null : { shipMethod, country, region }
}

/** How and where to a part of an agreed order goes; null: it is collected, or nobody said how. */
export function wayOfPart(
  { decisions, shipToCountry: country, shipToRegion: region }: Order,
  { bound, shipMethod = decisions.shipMethod }: { bound: boolean; shipMethod?: Json },
): Way | null {
  return typeof shipMethod === 'string' && !bound ? { shipMethod, country, region } : null
}

/** What of an order, or of a question, sourcing rules and allocation plans ask. */
export function questionFor(
  { shipMethod = '', country }: Pick<WholeWant, 'shipMethod' | 'country'>,
  of: {
    orderType?: string | undefined
    source?: string | undefined
    postcode?: string | undefined
    segment?: string | undefined
  },
): SourcingQuestion {
  const { orderType = '', source = '', postcode = '', segment = '' } = of
  return { orderType, source, shipMethod, country, postcode, segment }
}

/** The place of that code, if there is one. */
export function placeOf({ locations }: Places, companyId: bigint, code: string | undefined) {
  return code === undefined ? undefined : locations.get(companyId)?.find((one) => one.code === code)
}

/** Lines of goods of which no rule says what is available, where they are to come from (A10-3). */
export function rulesMissing(
  lines: readonly Pick<LineWant, 'location'>[],
  items: readonly ({ id: bigint; kind: string } | undefined)[],
  stock: StockFacts,
  companyId: bigint,
): Problem[] {
  return lines.flatMap(({ location }, index) => {
    const item = items[index]
    const place = placeOf(stock, companyId, location)
    if (item?.kind !== 'goods' || (location !== undefined && !place)) return []
    if (hasAtpRule(stock, companyId, item.id, place?.id ?? null)) return []
    const at = location === undefined ? 'any location' : location
    const message = `no ATP rule says what is available of it at ${at}`
    return [{ path: `/lines/${index}`, code: 'no_atp_rule', message }]
  })
}

/** What is wrong with how and by when it is to go: a day of leaving beside one of arrival, an arrival by no way, a way that leads nowhere. */
export function waysMissing(
  lines: readonly LineWant[],
  whole: Omit<WholeWant, 'today' | 'time'>,
  { locations }: Places,
  companyId: bigint,
): Problem[] {
  const problems: Problem[] = []
  const way = wayOf(whole)
  const judge = (said: LineWant | typeof whole, at: string) => {
    if (said.requestedArrivalOn === undefined) return
    const path = `${at}/requestedArrivalOn`
    if (said.requestedOn != null)
      problems.push({
        path,
        code: 'leave_or_arrive',
        message: 'it is to leave, or to arrive, on a day: not both',
      })
    if (!way && !('location' in said && said.location !== undefined))
      problems.push({
        path,
        code: 'ship_method_required',
        message: 'how long it takes is known by the ship method',
      })
  }
  judge(whole, '')
  lines.forEach((line, index) => judge(line, `/lines/${index}`))
  if (way && !(locations.get(companyId) ?? []).some((location) => leadsThere(location, way))) {
    const to = [way.country, way.region].join(' ').trim()
    problems.push({
      path: '/shipMethod',
      code: 'no_lane',
      message: `no transit lane of ${way.shipMethod} leads to ${to}`,
    })
  }
  return problems
}

/** Lines that only a place could serve which is none of ours. */
export function placesMissing(
  lines: readonly { location?: string | undefined }[],
  places: Places,
  companyId: bigint,
): Problem[] {
  return lines.flatMap(({ location }, index) => {
    if (location === undefined || placeOf(places, companyId, location)) return []
    const message = `there is no location ${location}`
    return [{ path: `/lines/${index}/location`, code: 'unknown_location', message }]
  })
}
