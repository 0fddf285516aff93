import { Type, type Static } from 'typebox'
import { HOLD_KINDS, type HoldKind } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Scope } from '../../platform/http/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { holdCodesOfCompanies, saveHoldCodes } from './hold-code.sql.ts'

/** Scopes that may be asked of whoever places or releases a hold. */
const HOLDING = ['orders:write', 'operations:write', 'credit:write'] as const
export type HoldingScope = (typeof HOLDING)[number]

export const HOLD_CODE = { pattern: '^[A-Za-z0-9_-]{1,50}$', form: 'at most 50 letters, digits, _ and -' }
export const HoldKindIn = Type.Union(HOLD_KINDS.map((kind) => Type.Literal(kind)))

const scopeIn = (description: string) =>
  Type.Optional(
    Type.Union(
      HOLDING.map((scope) => Type.Literal(scope)),
      { description },
    ),
  )

export const HoldCodeInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 50, ...HOLD_CODE }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    tasks: Type.Optional(
      Type.Array(HoldKindIn, {
        minItems: 1,
        maxItems: HOLD_KINDS.length,
        uniqueItems: true,
        description:
          'It stops one of these kinds of task, and never all of an order; absent: whatever is named',
      }),
    ),
    placedWith: scopeIn('The scope that whoever places it needs; orders:write when absent'),
    releasedWith: scopeIn('The scope that whoever releases it needs; orders:write when absent'),
    days: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 3650,
        description:
          'It ends by itself so many days after it was placed, unless it says when; absent: it does not',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'HoldCodeInput', $id: 'HoldCodeInput', additionalProperties: false },
)
export type HoldCodeInput = Static<typeof HoldCodeInput>

type CodeRow = CamelRow<typeof holdCodesOfCompanies>

/** A reason for which orders of a company are held (A3-7), and who may place and release such a hold (A3-6). */
export const saveHoldCode: SetupAct<HoldCodeInput> = setupAct<HoldCodeInput, CodeRow>({
  name: 'orchestration.save_hold_code',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(holdCodesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(holdCodesOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.that(
      !RESERVED.has(input.code),
      '/code',
      'reserved',
      'Holds with this code are placed by a check of Docket.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      tasks: input.tasks ?? [],
      placeScope: input.placedWith ?? 'orders:write',
      releaseScope: input.releasedWith ?? 'orders:write',
      days: input.days ?? null,
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveHoldCodes, row)
  },
})

/** Codes of the holds that checks place. */
const RESERVED: ReadonlySet<string> = new Set(['credit', 'margin'])

/** What a company says of a reason to hold an order. */
export interface HoldCode {
  /** It stops one of these kinds of task; none: whatever is named, or all. */
  tasks: readonly HoldKind[]
  placedWith: Scope
  releasedWith: Scope
  days: number | null
  active: boolean
}

/** The codes of companies, by company and code; one that has none takes any code. */
export async function readHoldCodes(
  db: Reader,
  companyIds: Iterable<bigint>,
): Promise<Map<bigint, Map<string, HoldCode>>> {
  const rows = await db.read(holdCodesOfCompanies, { companyIds: [...new Set(companyIds)] })
  return new Map(
    [...Map.groupBy(rows, (row) => row.company_id)].map(([companyId, own]) => [
      companyId,
      new Map(
        own.map(({ code, tasks, place_scope: place, release_scope: release, days, active }) => [
          code,
          {
            tasks: tasks as HoldKind[],
            placedWith: place as Scope,
            releasedWith: release as Scope,
            days,
            active,
          },
        ]),
      ),
    ]),
  )
}
