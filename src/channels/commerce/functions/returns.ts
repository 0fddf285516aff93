import { formatMicro, type Micro } from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import type { ChannelFunction, Placed } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { refuse, verdict } from './verdict.ts'

type Back = ReturnType<typeof backOf>

/**
 * Return request validation (C-29): what of an order can come back is what was shipped and billed and has not come back yet;
 * under the context of a cancellation, whether nothing of it has left. Whether a return of a part is allowed before the whole
 * is delivered is the shop's own rule.
 */
export const returnValidation: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, _channel, ask) {
    const body = new Said(content, '', [])
    const requests = body.list('returnRequests')
    if (requests.length === 0) body.note('returnRequests', 'required', 'there are returns to validate')
    const asked = requests.map((said) => {
      const order = said.text('orderId') ?? said.part('order').text('id')
      if (order === undefined) said.note('orderId', 'required', 'a return is of an order')
      return { said, order: order ?? '' }
    })
    if (body.problems.length > 0) return verdict(body.problems)
    const placed = await ask.placed([...new Set(asked.map(({ order }) => order))])
    const cancels = /cancel/i.test(body.text('context') ?? '')
    const problems: (Problem & { orderId: string; commerceItemId?: string })[] = []
    const returnRequests = asked.map(({ said, order: orderId }) => {
      const known = placed.get(orderId)
      const no = (code: string, message: string, more: object = {}) =>
        problems.push({ path: said.path, code, message, orderId, ...more })
      if (!known) no('unknown_order', `order ${orderId} is not here`)
      else if (cancels && !known.whole) no('already_shipped', 'something of it has left')
      const items = known && !cancels ? itemsOf(said, known) : []
      for (const { commerceItemId, nonReturnableReason } of items)
        if (nonReturnableReason !== null) no('not_returnable', nonReturnableReason, { commerceItemId })
      return { orderId, state: stateOf(known, items), returnItemList: items }
    })
    return verdict(
      problems,
      (problem) => {
        const { orderId, commerceItemId } = problem as (typeof problems)[number]
        return { orderId, ...(commerceItemId === undefined ? {} : { commerceItemId }) }
      },
      { returnRequests },
    )
  },
  refuse,
}

/** The items that are asked about; all of the order when none is named. */
function itemsOf(said: Said, { lines }: Placed): Back[] {
  const named = said.list('returnItemList')
  if (named.length === 0)
    return [...new Set(lines.map(({ line }) => itemOf(line)))].map((id) => backOf(id, 0n, lines))
  return named.map((item) =>
    backOf(item.text('commerceItemId') ?? '', item.decimal('quantityToReturn') ?? 0n, lines),
  )
}

const itemOf = (line: string): string => line.split('/')[0]!

/** An item of the shop may stand on several lines, one for each shipping group. */
function backOf(commerceItemId: string, wanted: Micro, lines: Placed['lines']) {
  const own = lines.filter(({ line }) => line === commerceItemId || itemOf(line) === commerceItemId)
  const sum = (of: (line: (typeof own)[number]) => Micro) => own.reduce((total, line) => total + of(line), 0n)
  const available = sum(({ returnable }) => returnable)
  const shipped = sum((line) => line.shipped)
  const gone = shipped > 0n && sum(({ returned }) => returned) >= shipped
  const reason =
    own.length === 0
      ? `the order has no item ${commerceItemId}`
      : gone
        ? 'all of it has come back'
        : available === 0n
          ? 'nothing of it was shipped and billed'
          : wanted > available
            ? `at most ${formatMicro(available)} can come back`
            : null
  return {
    commerceItemId,
    quantityAvailable: Number(formatMicro(available)),
    nonreturnable: reason !== null,
    nonReturnableReason: reason,
    state: gone ? 'ALREADY_RETURNED' : reason === null ? 'ITEM_RETURNABLE' : 'NOT_RETURNABLE',
  }
}

function stateOf(known: Placed | undefined, items: readonly Back[]): string {
  if (!known) return 'NOT_RETURNABLE'
  if (known.whole) return 'NOT_FULFILLED'
  return items.some(({ nonreturnable }) => !nonreturnable) ? 'ORDER_RETURNABLE' : 'NO_ITEMS_RETURNABLE'
}
