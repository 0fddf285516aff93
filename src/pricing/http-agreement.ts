import { Type } from 'typebox'
import type { SetupNoun } from '../platform/setup-routes.ts'
import { formatMicro } from '../platform/money.ts'
import { camelRows } from '../platform/setup.ts'
import { money, MoneyShape, QuantityShape } from '../platform/wire.ts'
import { releasedOfAgreements } from './agreement.sql.ts'
import { AgreementInput, saveAgreement, type KeptLine } from './save-agreement.ts'
import { agreementsOfCompanies } from './setup.sql.ts'

/** Agreements with customers, each with what was released of its lines. */
export const agreements: SetupNoun<AgreementInput> = {
  tag: 'Pricing',
  read: 'setup:read',
  write: 'setup:write',
  noun: 'agreement',
  plural: 'agreements',
  path: 'agreements',
  schema: AgreementInput,
  act: saveAgreement,
  keyShape: 's',
  shown: {
    released: Type.Array(Type.Object({ line: Type.Integer(), quantity: QuantityShape, amount: MoneyShape }), {
      description: 'Of each line in all, less what was cancelled or came back',
    }),
  },
  async list(db, companyId, { after, fetch }) {
    const [code = null] = (after ?? []) as [string?]
    const rows = camelRows(
      agreementsOfCompanies,
      await db.read(agreementsOfCompanies, { companyId, after: code, fetch }),
    )
    const sums = camelRows(
      releasedOfAgreements,
      await db.read(releasedOfAgreements, { companyId, agreementIds: rows.map(({ id }) => id) }),
    )
    const released = Map.groupBy(sums, ({ agreementId }) => agreementId)
    return rows.map((row) => ({
      key: [row.code],
      body: {
        code: row.code,
        account: row.account,
        currency: row.currency,
        validFrom: row.validFrom,
        ...(row.validTo === null ? {} : { validTo: row.validTo }),
        over: row.over,
        active: row.active,
        lines: (row.lines as unknown as KeptLine[]).map((line) => shown(line, row.currency)),
        released: (released.get(row.id) ?? [])
          .toSorted((a, b) => a.lineNo - b.lineNo)
          .map(({ lineNo, releasedQuantity, releasedAmount }) => ({
            line: lineNo,
            quantity: formatMicro(releasedQuantity),
            amount: money(releasedAmount, row.currency),
          })),
      },
    }))
  },
}

/** A line as it is described. */
function shown({ unitPrice, amount, ...line }: KeptLine, currency: string) {
  const said = {
    ...line,
    unitPrice: unitPrice === null ? null : { amount: unitPrice, currency },
    amount: amount === null ? null : money(BigInt(amount), currency),
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
}
