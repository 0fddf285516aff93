import { parseJson } from '../../platform/http/index.ts'
import { refuse } from '../../platform/outcome.ts'
import type { InboundEvent, InboundKind, Mapped, Recognized } from '../inbound/port.ts'
import { checkMapping } from './check-mapping.ts'
import { readOrder, splitRows } from './csv.ts'
import { cardNumberIn } from './expression.ts'
import { mapOrder } from './map-order.ts'
import { mapReturn } from './map-return.ts'
import { readXml } from './read-xml.ts'
import { Reader } from './reader.ts'
import { MappedSettings } from './settings.ts'
import { isGenuine } from './signature.ts'

const MOST_KEY = 200
const MOST_REASON = 500

/**
 * Any system that sends JSON, CSV or XML, by a mapping that a user writes as data (decision 0025). What a message is about is read
 * from its body: a header that names a topic is signed by hardly any sender.
 */
export const mapped: InboundKind<MappedSettings> = {
  kind: 'mapped',
  settings: MappedSettings,
  check: checkMapping,
  isGenuine,

  split(bytes, { csv }) {
    return csv ? splitRows(bytes, csv) : [{ bytes, place: null }]
  },

  recognize(bytes, settings): Recognized {
    const read = contentOf(bytes, settings)
    if (!read.ok) return { ok: false, problems: read.problems }
    const { content } = read
    const card = cardNumberIn(content)
    if (card) return { ok: false, problems: [card], forbidden: true }
    const body = new Reader(content, settings)
    const { event, name } = aboutOf(body, settings)
    const key = event === 'unknown' ? (body.text('/name', name) ?? '') : body.required('/name', name)
    if (key.length > MOST_KEY) body.note('/name', 'too_long', `a name has at most ${MOST_KEY} characters`)
    const version = body.version(settings.version)
    // Nothing has to be right of what is ignored.
    if (event === 'unknown') return { ok: true, event, key: key.slice(0, MOST_KEY), version, content }
    return body.problems.length > 0
      ? { ok: false, problems: body.problems }
      : { ok: true, event, key, version, content }
  },

  leftOut: () => null,

  map(content, event, channel): Mapped {
    const { settings } = channel
    const body = new Reader(content, settings)
    const { cancellation } = settings
    if (event === 'order_submitted') return mapOrder(body, channel)
    if (event === 'return_updated' && settings.return) return mapReturn(body, settings.return, channel)
    if (event === 'order_cancelled' && cancellation) {
      const order = body.required('/order', cancellation.order)
      if (order === '') return { what: 'refused', problems: body.problems }
      const reason = body.text('/reason', cancellation.reason) ?? 'cancelled by the sender'
      return { what: 'cancellation', order, reason: reason.slice(0, MOST_REASON) }
    }
    const problem =
      event === 'unknown'
        ? { path: '/', code: 'ignored', message: 'the mapping ignores such messages' }
        : { path: '/', code: 'remapped', message: 'the mapping no longer knows such messages' }
    return { what: 'nothing', order: null, problems: [problem] }
  },
}

function contentOf(bytes: Buffer, { csv, xml }: MappedSettings) {
  if (csv) return readOrder(bytes, csv)
  if (xml) return readXml(bytes, xml)
  const parsed = parseJson(bytes)
  if (!parsed.ok) return { ok: false as const, problems: [parsed.problem] }
  const content = parsed.value
  return typeof content === 'object' && content !== null && !Array.isArray(content)
    ? { ok: true as const, content }
    : refuse('unknown_message', 'a message is a JSON object')
}

/** The first that holds: what comes later says less of a message than what stands before it. */
function aboutOf(body: Reader, settings: MappedSettings): { event: InboundEvent; name: string } {
  const { ignore, cancellation, order } = settings
  const is = (path: string, when: string | undefined) => body.truth(path, when) === true
  if (is('/ignore/when', ignore?.when)) return { event: 'unknown', name: order.id }
  if (cancellation && is('/cancellation/when', cancellation.when))
    return { event: 'order_cancelled', name: cancellation.order }
  if (settings.return && is('/return/when', settings.return.when))
    return { event: 'return_updated', name: settings.return.name }
  if (order.when !== undefined && !is('/order/when', order.when))
    body.note('/', 'unknown_message', 'by the mapping it is no order, cancellation or return')
  return { event: 'order_submitted', name: order.id }
}
