import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import { HUNDRED_PERCENT, type Micro } from '../../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import type { FreightRefund } from './kept-freight.ts'
import { activeReturnReasons, returnReasonsOfCompanies, saveReturnReasons } from './return-reason.sql.ts'

export const ReturnReasonInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    restockingPercent: Type.String({
      maxLength: 24,
      description: 'What is kept of the net that is credited for the goods; their tax is credited whole',
    }),
    freightRefund: Type.Optional(
      Type.Union([Type.Literal('pro_rata'), Type.Literal('whole'), Type.Literal('never')], {
        description:
          'Of the freight that was charged. pro_rata (when absent): that of what comes back; whole: all of it once all of the order has come back, none before; never: none',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'ReturnReasonInput', $id: 'ReturnReasonInput', additionalProperties: false },
)
export type ReturnReasonInput = Static<typeof ReturnReasonInput>

type ReasonRow = CamelRow<typeof returnReasonsOfCompanies>

/** A reason for which goods come back, the restocking fee that is kept for it (A9-19) and what of the freight (A9-11); a change raises its version. */
export const saveReturnReason: SetupAct<ReturnReasonInput> = setupAct<ReturnReasonInput, ReasonRow>({
  name: 'orchestration.save_return_reason',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(returnReasonsOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(returnReasonsOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    const feePercent = check.decimal('/restockingPercent', input.restockingPercent)
    check.that(
      feePercent <= HUNDRED_PERCENT,
      '/restockingPercent',
      'too_great',
      'More than 100 % cannot be kept.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      feePercent,
      active: input.active ?? true,
      version: before?.version ?? 1,
      freightRefund: input.freightRefund ?? 'pro_rata',
    }
  },
  write: saveReturnReasons,
})

/** What is kept of what comes back for a reason. */
export interface ReturnTerms {
  /** Restocking fee, Micro of percent. */
  feePercent: Micro
  freightRefund: FreightRefund
}

/** Reads what active reasons keep, by company/code. */
export async function readReturnTerms(
  db: Reader,
  named: readonly { companyId: bigint; code: string }[],
): Promise<Map<string, ReturnTerms>> {
  if (named.length === 0) return new Map()
  const rows = await db.read(activeReturnReasons, {
    companyIds: named.map((one) => one.companyId),
    codes: named.map((one) => one.code),
  })
  return new Map(
    rows.map(({ company_id, code, fee_percent: feePercent, freight_refund }) => [
      `${company_id}/${code}`,
      { feePercent, freightRefund: freight_refund as FreightRefund },
    ]),
  )
}
