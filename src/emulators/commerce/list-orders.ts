import type { Answer } from '../http.ts'
import type { Props } from './order.ts'
import { Refused } from './refused.ts'
import type { Shop } from './shop.ts'

const MOST = 250

/**
 * Orders of the shop, page by page: by one comparison of `lastModifiedTime` in the form SCIM, in the order of their changes or as they were
 * placed. Whatever else the API understands is refused, so that nobody believes that it was looked at.
 *
 * @throws Refused
 */
export function listOrders(shop: Shop, query: URLSearchParams): Answer {
  const all = Object.values(shop.state.orders).map(({ order }) => order)
  const from = fromOf(query)
  const found = from === undefined ? all : all.filter((order) => order.lastModifiedTime >= from)
  const sort = query.get('sort')
  if (sort === 'lastModifiedTime:asc')
    found.sort((one, other) => one.lastModifiedTime - other.lastModifiedTime)
  else if (sort !== null) throw new Refused(400, '28010', 'sort is lastModifiedTime:asc.')
  const [limit, offset] = [numberOf(query, 'limit', MOST), numberOf(query, 'offset', 0)]
  if (limit < 1 || limit > MOST) throw new Refused(400, '28011', `limit is from 1 to ${MOST}.`)
  const fields = query.get('fields')
  const shown = fields === null ? undefined : new Set(fields.split(','))
  const items = found
    .slice(offset, offset + limit)
    .map((order): Props =>
      shown
        ? Object.fromEntries(Object.entries(order).filter(([name]) => shown.has(`items.${name}`)))
        : order,
    )
  return { status: 200, body: { items, limit, offset, totalResults: found.length } }
}

function fromOf(query: URLSearchParams): number | undefined {
  const wanted = query.get('q')
  if (wanted === null) return undefined
  const [, text] = /^lastModifiedTime ge "([^"]+)"$/.exec(wanted) ?? []
  const from = Date.parse(text ?? '')
  if (query.get('queryFormat') !== 'SCIM' || Number.isNaN(from))
    throw new Refused(400, '28012', 'q is lastModifiedTime ge "an instant", in the queryFormat SCIM.')
  return from
}

function numberOf(query: URLSearchParams, name: string, absent: number): number {
  const text = query.get(name)
  if (text === null) return absent
  if (!/^\d{1,6}$/.test(text)) throw new Refused(400, '28011', `${name} is a number.`)
  return Number(text)
}
