import { formatMicro } from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import type { Answer, Ask, ChannelFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { mapOrder } from '../map-order.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { lineOf, refuse, verdict } from './verdict.ts'

type Shop = MappedFor<CommerceSettings>

/**
 * Order qualification (C-13): may these articles be sold to this customer, there? Asked before the order is priced and paid, so
 * what it says of money is not looked at.
 */
export const orderQualification: ChannelFunction<Shop> = {
  answer: (content, channel, ask) =>
    judge(content, channel, ask, ({ path }) => !/\/(priceInfo|paymentGroups)(\/|$)/.test(path)),
  refuse,
}

/**
 * Order validation (C-12): would the order be agreed as it stands if it were submitted now? It is understood, priced, promised
 * and checked by the rules of the company as one that comes, and forgotten. Its money is authorized after this.
 */
export const orderValidation: ChannelFunction<Shop> = {
  answer: (content, channel, ask) => judge(content, channel, ask, ({ code }) => code !== 'not_authorized'),
  refuse,
}

/** @param matters which of what the order says wrongly counts at this stage of the checkout */
async function judge(
  content: unknown,
  channel: Shop,
  ask: Ask,
  matters: (problem: Problem) => boolean,
): Promise<Answer> {
  const body = new Said(content, '', [])
  const items = body.part('order').list('commerceItems')
  const mapped = mapOrder(body, channel)
  if (mapped.what !== 'order') return verdict('problems' in mapped ? mapped.problems : [])
  const { input } = mapped
  const about = (problem: Problem): Record<string, string> => {
    const line = lineOf(problem)
    const stated = /^\/order\/commerceItems\/(\d+)/.exec(problem.path)?.[1]
    const id =
      line === undefined
        ? stated === undefined
          ? undefined
          : items[Number(stated)]?.text('id')
        : // A part of an item that several shipping groups have is named `item/group`.
          input.lines[line]?.lineId?.split('/')[0]
    return id === undefined ? {} : { commerceItemId: id }
  }
  const found = mapped.problems.filter(matters)
  const { agreed, problems, short } = await ask.attempt(input, found)
  if (!agreed) return verdict(problems, about)
  const missing = channel.settings.backorders === false ? short : short.filter(({ waits }) => !waits)
  return verdict(
    missing.map(({ line, quantity }) => ({
      path: `/lines/${line}`,
      code: 'not_available',
      message: `${formatMicro(quantity)} of ${input.lines[line]!.sku} are neither there nor announced`,
    })),
    about,
  )
}
