import { Type, type Static } from 'typebox'
import { findItems } from '../catalog/index.ts'
import type { Json } from '../platform/json.ts'
import { formatMicro, HUNDRED_PERCENT, parseMicro } from '../platform/money.ts'
import {
  camelRows,
  companiesOf,
  keyColumns,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { Room } from '../platform/setup-room.ts'
import { MoneyShape, UnitPriceShape } from '../platform/wire.ts'
import {
  agreementsByCode,
  countAgreements,
  countAgreementsOfAccounts,
  saveAgreementLines,
  saveAgreements,
} from './agreement.sql.ts'
import { accountsByNumber } from './setup.sql.ts'

const decimal = (description: string) => Type.Optional(Type.String({ maxLength: 24, description }))

const AgreementLineInput = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 100_000, description: 'Its number, by which orders name it' }),
    sku: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'One of sku and itemClass' }),
    ),
    itemClass: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    unitPrice: Type.Optional(UnitPriceShape),
    percent: decimal('Off the price of the lists. One of unitPrice and percent'),
    minRelease: decimal('The least quantity of one release'),
    maxRelease: decimal('The most of one release'),
    quantity: decimal('Of all releases together; absent: not bounded'),
    amount: Type.Optional(MoneyShape),
  },
  { title: 'AgreementLineInput', additionalProperties: false },
)

export const AgreementInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    account: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Number of the account whose orders it is for',
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
    over: Type.Optional(
      Type.Union([Type.Literal('block'), Type.Literal('warn')], {
        description:
          'What is more than agreed: `block` keeps the order a draft (when absent), `warn` is told with the order',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'false: nothing more is released' })),
    lines: Type.Array(AgreementLineInput, { minItems: 1, maxItems: 500 }),
  },
  { title: 'AgreementInput', $id: 'AgreementInput', additionalProperties: false },
)
export type AgreementInput = Static<typeof AgreementInput>
type LineInput = Static<typeof AgreementLineInput>

/** A line as it is kept: decimals as text, the amount in minor units. */
export interface KeptLine {
  line: number
  sku: string | null
  itemClass: string | null
  unitPrice: string | null
  percent: string | null
  minRelease: string | null
  maxRelease: string | null
  quantity: string | null
  amount: string | null
}

type AgreementRow = CamelRow<typeof agreementsByCode>

/** Of a company, and of one account: an order is priced with all of its account. */
const MOST_AGREEMENTS = 20_000
const MOST_OF_ACCOUNT = 200

interface Known {
  room: Room
  roomOfAccount: Room
  accounts: Map<string, { id: bigint; currency: string }>
  items: Awaited<ReturnType<typeof findItems>>
}

/** An agreement with a customer and its lines, as a whole (A9-16); a change raises its version, and keeps what was released. */
export const saveAgreement: SetupAct<AgreementInput> = setupAct<AgreementInput, AgreementRow, Known>({
  name: 'pricing.save_agreement',
  key: (input) => input.code,
  async read(db, requests) {
    const [rows, accounts, items, counted] = await Promise.all([
      db.read(
        agreementsByCode,
        keyColumns(requests, (input) => input.code),
      ),
      db.read(
        accountsByNumber,
        keyColumns(requests, (input) => input.account),
      ),
      findItems(
        db,
        requests.flatMap(({ companyId, input }) =>
          input.lines.flatMap(({ sku }) => (sku === undefined ? [] : [{ companyId, sku }])),
        ),
      ),
      db.read(countAgreements, { companyIds: companiesOf(requests) }),
    ])
    const ofAccounts = await db.read(countAgreementsOfAccounts, {
      companyIds: accounts.map((row) => row.company_id),
      accountIds: accounts.map((row) => row.id),
    })
    const room = new Room(
      { whose: 'A company', most: MOST_AGREEMENTS, name: 'agreements' },
      counted.map((row) => [row.company_id, row.count]),
    )
    const roomOfAccount = new Room(
      { whose: 'An account', most: MOST_OF_ACCOUNT, name: 'agreements' },
      ofAccounts.map((row) => [row.account_id, row.count]),
    )
    const byNumber = new Map(accounts.map((row) => [`${row.company_id} ${row.number}`, row]))
    return {
      rows: camelRows(agreementsByCode, rows).map((row) => [row.code, row]),
      known: { accounts: byNumber, items, room, roomOfAccount },
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const account = known.accounts.get(`${companyId} ${input.account}`)
    if (!account) check.add('/account', 'unknown_account', `There is no customer account "${input.account}".`)
    check.currency('/currency', input.currency)
    const message = `Account ${input.account} is in ${account?.currency}.`
    check.that(!account || account.currency === input.currency, '/currency', 'currency_differs', message)
    check.validity(input)
    const seen = new Set<number>()
    const lines = input.lines.map((line, index) => {
      check.that(
        !seen.has(line.line),
        `/lines/${index}/line`,
        'duplicate_line',
        `Line ${line.line} stands twice.`,
      )
      seen.add(line.line)
      const unknown = line.sku !== undefined && known.items(companyId, line.sku) === undefined
      check.that(!unknown, `/lines/${index}/sku`, 'unknown_item', `There is no item "${line.sku}".`)
      return describeLine(line, `/lines/${index}`, input.currency, check)
    })
    if (!before) known.room.take(companyId, check)
    if (account && before?.accountId !== account.id) known.roomOfAccount.take(account.id, check)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      accountId: account?.id ?? 0n,
      currency: input.currency,
      over: input.over ?? 'block',
      active: input.active ?? true,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      lines: lines as unknown as Json,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(saveAgreements, row)
      for (const { line, quantity, amount } of row.lines as unknown as KeptLine[])
        writes.add(saveAgreementLines, {
          companyId: row.companyId,
          agreementId: row.id,
          lineNo: line,
          mostQuantity: quantity === null ? null : parseMicro(quantity)!,
          mostAmount: amount === null ? null : BigInt(amount),
        })
    }
  },
})

function describeLine(input: LineInput, path: string, currency: string, check: Check): KeptLine {
  const { line, sku, itemClass, unitPrice, percent, minRelease, maxRelease, quantity, amount } = input
  const one = 'Say either sku or itemClass.'
  check.that((sku === undefined) !== (itemClass === undefined), `${path}/sku`, 'sku_or_class', one)
  const either = 'Say either unitPrice or percent.'
  check.that(
    (unitPrice === undefined) !== (percent === undefined),
    `${path}/percent`,
    'price_or_percent',
    either,
  )
  const positive = (member: string, text: string | undefined): bigint | null => {
    if (text === undefined) return null
    const value = check.decimal(`${path}/${member}`, text)
    check.that(value > 0n, `${path}/${member}`, 'not_above_zero', 'It must be above 0.')
    return value
  }
  const off = percent === undefined ? null : check.decimal(`${path}/percent`, percent)
  const most = 'More than 100 % cannot be taken off.'
  check.that(off === null || off <= HUNDRED_PERCENT, `${path}/percent`, 'too_great', most)
  const least = positive('minRelease', minRelease)
  const greatest = positive('maxRelease', maxRelease)
  const ordered = least === null || greatest === null || least <= greatest
  check.that(ordered, `${path}/maxRelease`, 'below_least', 'It is less than minRelease.')
  const text = (value: bigint | null) => (value === null ? null : formatMicro(value))
  return {
    line,
    sku: sku ?? null,
    itemClass: itemClass ?? null,
    unitPrice: unitPrice ? formatMicro(check.unitPrice(`${path}/unitPrice`, unitPrice, currency)) : null,
    percent: text(off),
    minRelease: text(least),
    maxRelease: text(greatest),
    quantity: text(positive('quantity', quantity)),
    amount: amount ? check.money(`${path}/amount`, amount, currency).toString() : null,
  }
}
