import { Type, type Static } from 'typebox'
import { formatMicro, HUNDRED_PERCENT, type Micro, type Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import type { PricedLine, WaterfallStep } from './line-price.ts'
import { reasonsOfCompanies, saveReasons } from './setup.sql.ts'
import { listAmountOf } from './waterfall.ts'

/** Why somebody may take something off by hand, and how much of the list price (A9-14). */
export interface DiscountReason {
  code: string
  /** Micro, of the list price. */
  maxPercent: Micro
}

export const DiscountReasonInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    maxPercent: Type.String({
      maxLength: 24,
      description: 'The most that may be taken off for it, of the list price',
    }),
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
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write: saveReasons,
})

/** A discount as an order states it. */
interface Said {
  code: string | null
}

/**
 * What is wrong with the discounts that an order states, once its lines are priced: without reasons in the set-up nothing. All
 * discounts of one reason on a line, or on the order, count together.
 */
export function judgeStated(
  reasons: ReadonlyMap<string, DiscountReason>,
  order: { discounts: readonly Said[]; lines: readonly { discounts: readonly Said[] }[] },
  lines: readonly PricedLine[],
): Problem[] {
  if (reasons.size === 0) return []
  const problems: Problem[] = []
  const judge = (
    said: readonly Said[],
    path: string,
    priced: readonly PricedLine[],
    kind: WaterfallStep['kind'],
  ) => {
    if (said.length === 0) return
    const list = priced.reduce((sum, line) => sum + listAmountOf(line), 0n)
    said.forEach(({ code }, index) => {
      const at = `${path}/${index}`
      const reason = code === null ? undefined : reasons.get(code)
      if (!reason) {
        const message = code === null ? 'it has no code: say for which reason' : `there is no reason ${code}`
        problems.push({ path: `${at}/code`, code: 'unknown_reason', message })
      } else if (said.findIndex((one) => one.code === code) === index) {
        const off = takenOff(priced, kind, reason.code)
        if (off * HUNDRED_PERCENT <= reason.maxPercent * list) return
        const message = `for ${code} at most ${formatMicro(reason.maxPercent)} % of the list price may be taken off`
        problems.push({ path: at, code: 'discount_over_limit', message })
      }
    })
  }
  order.lines.forEach(({ discounts }, place) =>
    judge(discounts, `/lines/${place}/discounts`, [lines[place]!], 'discount'),
  )
  judge(order.discounts, '/discounts', lines, 'order_discount')
  return problems
}

function takenOff(lines: readonly PricedLine[], kind: WaterfallStep['kind'], code: string): Minor {
  let off = 0n
  for (const { steps } of lines) {
    for (const step of steps) if (step.kind === kind && step.stated?.code === code) off -= step.effect
  }
  return off
}
