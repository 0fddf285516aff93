import type { Problem } from '../../../platform/outcome.ts'
import type { ChannelFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { refuse, verdict } from './verdict.ts'

/**
 * How far orders are (C-21), asked when somebody opens them in the shop: the same words by which the shop is told, from the
 * facts of this moment.
 */
export const orderStatus: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, _channel, ask) {
    const body = new Said(content, '', [])
    const asked = body.list('orders').map((said) => said.required('id'))
    if (asked.length === 0) body.note('orders', 'required', 'there are orders to look at')
    if (body.problems.length > 0) return verdict(body.problems)
    const found = await ask.progress([...new Set(asked)])
    const problems: (Problem & { orderId: string })[] = []
    const orders = asked.flatMap((id, index) => {
      const known = found.get(id)
      if (!known) {
        const message = `order ${id} is not here`
        problems.push({ path: `/orders/${index}/id`, code: 'unknown_order', message, orderId: id })
        return []
      }
      const items = known.lines.map(({ item, group, state, requested, tracking }) => ({
        commerceItemId: item,
        shippingGroupId: group,
        state,
        requested,
        trackingNumbers: tracking,
      }))
      return [{ id, state: known.state, held: known.held, paid: known.paid, items }]
    })
    return verdict(problems, (problem) => ({ orderId: (problem as (typeof problems)[number]).orderId }), {
      orders,
    })
  },
  refuse,
}
