import { Type } from 'typebox'
import type { Context } from '../platform/batch/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import { formatMicro, type Micro, type Minor } from '../platform/money.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import {
  DateShape,
  IdShape,
  listOf,
  money,
  MoneyShape,
  orNull,
  PercentShape,
  QuantityShape,
  unitPrice,
  UnitPriceShape,
} from '../platform/wire.ts'
import type { LineCharge } from '../pricing/index.ts'
import { insertRecurringCharge } from './billing.sql.ts'
import {
  listRecurringCharges as listAll,
  listRecurringChargesOfAccounts as listOfAccounts,
  listRecurringChargesOfOrder as listOfOrder,
} from './recurring.sql.ts'

/** What recurs or is due by use is handed over to whoever bills it (A9-3, decision 0057): Docket invoices none of it. */

/** A charge that begins for units of a source, or with a minus ends; amounts of each period, minor units of the currency. */
export interface HandedOver {
  companyId: bigint
  /** The order, opaque. */
  causeId: bigint
  /** The fulfillment line, opaque. */
  sourceId: bigint
  accountId: bigint
  itemId: bigint
  sku: string
  currency: string
  startsOn: string
  charge: LineCharge
  quantity: Micro
  net: Minor
  tax: Minor
}

/** Hands charges over: the rows only grow, and their sum is what is due. */
export function handOver(charges: readonly HandedOver[], { ids, batch, writes }: Context): void {
  for (const { charge, ...row } of charges) {
    const { code, name, kind, period, usageUnit, unitPrice: each, taxRateId, taxPercent } = charge
    const said = { charge: code, name, kind, period, usageUnit, unitPrice: each, taxRateId, taxPercent }
    writes.add(insertRecurringCharge, { ...row, ...said, id: ids.next(), batch })
  }
}

const RecurringCharge = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    orderNumber: Type.String(),
    fulfillmentLineId: IdShape,
    account: Type.Object({ id: IdShape, number: Type.String() }, { title: 'AccountRef' }),
    itemId: IdShape,
    sku: Type.String(),
    charge: Type.String({ description: 'Code of the charge type' }),
    name: Type.String(),
    kind: Type.Union([Type.Literal('recurring'), Type.Literal('usage')]),
    period: orNull(Type.String({ description: 'How often it is due' })),
    usageUnit: orNull(Type.String({ description: 'What use is counted in' })),
    startsOn: DateShape,
    quantity: QuantityShape,
    unitPrice: UnitPriceShape,
    net: orNull(MoneyShape),
    tax: orNull(MoneyShape),
    taxPercent: PercentShape,
  },
  {
    title: 'RecurringCharge',
    description:
      'From `startsOn` on so many units are due this in each period; a quantity below zero ends it for so many. `net` and `tax` are of these units and a period, null by usage',
  },
)
export const RecurringChargeList = listOf(RecurringCharge, 'RecurringChargeList')

/** What was handed over, newest first: of an order, of accounts, or all. */
export async function listRecurring(
  db: Reader,
  asked: {
    companyId: bigint
    orderId: bigint | null
    /** null: all. */
    accounts: readonly bigint[] | null
    after: bigint | null
    limit: number
  },
) {
  const { companyId, orderId: causeId, accounts, after, limit } = asked
  const page = { companyId, after, fetch: BigInt(limit + 1) }
  const scope = [...(accounts ?? [])]
  const found =
    causeId !== null
      ? await db.read(listOfOrder, { ...page, causeId, scope, seesAll: accounts === null })
      : accounts === null
        ? await db.read(listAll, page)
        : await db.read(listOfAccounts, { ...page, scope })
  const shown = found.slice(0, limit)
  return { rows: shown.map(render), next: found.length > limit ? shown.at(-1)!.id : null }
}

function render(row: RowOf<typeof listAll>) {
  const { currency, kind } = row
  return {
    id: encodeId('rec', row.id),
    orderId: encodeId('ord', row.cause_id),
    orderNumber: orderNumber(row.cause_id),
    fulfillmentLineId: encodeId('ful', row.source_id),
    account: { id: encodeId('acc', row.account_id), number: row.account_number },
    itemId: encodeId('itm', row.item_id),
    sku: row.sku,
    charge: row.charge,
    name: row.name,
    kind,
    period: row.period,
    usageUnit: row.usage_unit,
    startsOn: row.starts_on,
    quantity: formatMicro(row.quantity),
    unitPrice: unitPrice(row.unit_price, currency),
    net: kind === 'usage' ? null : money(row.net, currency),
    tax: kind === 'usage' ? null : money(row.tax, currency),
    taxPercent: formatMicro(row.tax_percent),
  }
}
