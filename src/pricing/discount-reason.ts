import { Type, type Static } from 'typebox'
import { formatMicro, HUNDRED_PERCENT, type Micro, type Minor, type RoundingMode } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import type { PricedLine, WaterfallStep } from './line-price.ts'
import { reasonsOfCompanies, saveReasons } from './setup.sql.ts'
import { listAmountOf } from './waterfall.ts'

export type OverLimit = 'refuse' | 'approve'

/** Why somebody may take something off by hand, and how much of the list price (A9-14). */
export interface DiscountReason {
  code: string
  /** Micro, of the list price. */
  maxPercent: Micro
  /** What becomes of an order that takes off more: it stays a draft, or waits for approval. */
  overLimit: OverLimit
  version: number
}

export const DiscountReasonInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    maxPercent: Type.String({
      maxLength: 24,
      description: 'The most that may be taken off for it, of the list price',
    }),
    overLimit: Type.Optional(
      Type.Union([Type.Literal('refuse'), Type.Literal('approve')], {
        description:
          'What becomes of an order that takes off more: it stays a draft (`refuse`, when absent), or waits for approval',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'DiscountReasonInput', $id: 'DiscountReasonInput', additionalProperties: false },
)
export type DiscountReasonInput = Static<typeof DiscountReasonInput>

type ReasonRow = CamelRow<typeof reasonsOfCompanies>

/** A reason for which an order may state discounts; a change raises its version. */
export const saveDiscountReason: SetupAct<DiscountReasonInput> = setupAct<DiscountReasonInput, ReasonRow>({
  name: 'pricing.save_discount_reason',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(reasonsOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(reasonsOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    const maxPercent = check.decimal('/maxPercent', input.maxPercent)
    check.that(
      maxPercent <= HUNDRED_PERCENT,
      '/maxPercent',
      'too_great',
      'More than 100 % cannot be taken off.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      maxPercent,
      overLimit: input.overLimit ?? 'refuse',
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write: saveReasons,
})

/** A discount as an order states it. */
interface Said {
  code: string | null
  kind: 'percent' | 'amount'
}

/** What may be taken off by hand. */
export interface DiscountLimits {
  /** Active reasons by code; none: whoever states a discount needs no reason. */
  reasons: ReadonlyMap<string, DiscountReason>
  /** The most that all discounts by hand together take off, Micro, of the list price; absent: no limit. */
  mostOfAll?: Micro
  rounding: RoundingMode
}

/**
 * What is wrong with the discounts that an order states, once its lines are priced, and reasons whose limit they pass where somebody may
 * agree to it. What is taken off a line for one reason counts together, by its own discounts and by its share of those of the order. What
 * is taken off for all reasons together is no more than the limit of all says, to which nobody agrees, or where there is none, than one
 * of them lets be taken off (decision 0077).
 */
export function judgeStated(
  { reasons, mostOfAll, rounding }: DiscountLimits,
  order: { discounts: readonly Said[]; lines: readonly { discounts: readonly Said[] }[] },
  lines: readonly PricedLine[],
): { problems: Problem[]; overLimit: DiscountReason[] } {
  const problems: Problem[] = []
  const overLimit = new Set<DiscountReason>()
  const step = rounding === 'nearest_10' ? 10n : rounding === 'nearest_5' ? 5n : 1n
  const judge = (said: readonly Said[], path: string, priced: readonly PricedLine[], ofOrder: boolean) => {
    const list = priced.reduce((sum, line) => sum + listAmountOf(line), 0n)
    /** Does more than so many percent come off, of all or for one code? */
    const isOver = (most: Micro, code?: string) => {
      const of = ({ code: own }: Said) => code === undefined || own === code
      const inPercent = said.some((one) => of(one) && one.kind === 'percent')
      const isShared = !ofOrder && order.discounts.some(of)
      const off = takenOff(priced, ofOrder ? ['order_discount'] : ['discount', 'order_discount'], code)
      // A percentage and a share are rounded, each by less than a step: what an amount takes is exact.
      const rounded = (inPercent ? step : 0n) + (isShared ? step : 0n)
      const [taken, may] = [(off - rounded) * HUNDRED_PERCENT, most * list]
      return rounded > 0n ? taken >= may && off > 0n : taken > may
    }
    said.forEach(({ code }, index) => {
      if (reasons.size === 0) return
      const at = `${path}/${index}`
      const reason = code === null ? undefined : reasons.get(code)
      if (!reason) {
        const message = code === null ? 'it has no code: say for which reason' : `there is no reason ${code}`
        problems.push({ path: `${at}/code`, code: 'unknown_reason', message })
      } else if (said.findIndex((one) => one.code === code) === index) {
        if (!isOver(reason.maxPercent, reason.code)) return
        if (reason.overLimit === 'approve') {
          overLimit.add(reason)
          return
        }
        const message = `for ${code} at most ${formatMicro(reason.maxPercent)} % of the list price may be taken off`
        problems.push({ path: at, code: 'discount_over_limit', message })
      }
    })
    if (said.length === 0) return
    const tooMuch = (most: Micro, by: string) => {
      const message = `${by} at most ${formatMicro(most)} % of the list price may be taken off in all`
      problems.push({ path, code: 'discounts_over_limit', message })
    }
    if (mostOfAll !== undefined) {
      if (isOver(mostOfAll)) tooMuch(mostOfAll, 'by hand')
      return
    }
    const codes = new Set((ofOrder ? said : [...said, ...order.discounts]).map(({ code }) => code))
    const named = [...codes].flatMap((code) => (code === null ? [] : (reasons.get(code) ?? [])))
    if (named.length < 2) return
    const most = named.reduce((sum, { maxPercent }) => (maxPercent > sum ? maxPercent : sum), 0n)
    if (!isOver(most)) return
    // Who agrees to one of them sees them all.
    const asking = named.filter(({ overLimit: then }) => then === 'approve')
    for (const reason of asking) overLimit.add(reason)
    if (asking.length === 0) tooMuch(most, `for ${named.map(({ code }) => code).join(' and ')}`)
  }
  order.lines.forEach(({ discounts }, place) =>
    judge(discounts, `/lines/${place}/discounts`, [lines[place]!], false),
  )
  judge(order.discounts, '/discounts', lines, true)
  return { problems, overLimit: [...overLimit] }
}

/** What steps of these kinds that were stated take off, all or for one code. */
function takenOff(
  lines: readonly PricedLine[],
  kinds: readonly WaterfallStep['kind'][],
  code?: string,
): Minor {
  let off = 0n
  for (const { steps } of lines) {
    for (const { kind, stated, effect } of steps) {
      if (stated && kinds.includes(kind) && (code === undefined || stated.code === code)) off -= effect
    }
  }
  return off
}
