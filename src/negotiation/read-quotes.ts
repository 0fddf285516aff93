import { soldOf, type OrderLineInput } from '../orders/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import {
  countQuoteLines,
  readQuoteAlternatives,
  readQuoteLines,
  readQuoteReleases,
  readQuotes,
} from './negotiation.sql.ts'
import type { Alternative, Quote, QuoteApproval, QuoteLine, QuoteState, Terms } from './quote.ts'

/** Which quote; `version`: an older one of it. */
export interface QuoteKey {
  companyId: bigint
  quoteId: bigint
  version?: number
}

export function quoteKey({ companyId, quoteId }: QuoteKey): string {
  return `${companyId}/${quoteId}`
}

/** Quotes by company/id, with everything of the version that stands, or that is asked for. */
export async function readWholeQuotes(db: Reader, keys: readonly QuoteKey[]): Promise<Map<string, Quote>> {
  const quotes = await readQuoteHeads(db, keys)
  const known = [...quotes.values()]
  if (known.length === 0) return quotes
  const asked = {
    companyIds: known.map(({ companyId }) => companyId),
    quoteIds: known.map(({ id }) => id),
    versions: known.map(({ shown }) => shown.version),
  }
  const [alternatives, lines, releases] = await Promise.all([
    db.read(readQuoteAlternatives, asked),
    db.read(readQuoteLines, asked),
    db.read(readQuoteReleases, asked),
  ])
  const places = new Map<string, Alternative>()
  for (const { company_id: companyId, quote_id: id, version: _version, ...row } of alternatives) {
    const { discount_percent: discountPercent, ...plain } = row
    const alternative: Alternative = { ...plain, discountPercent, lines: [] }
    quotes.get(`${companyId}/${id}`)!.shown.alternatives.push(alternative)
    places.set(`${companyId}/${id}/${row.place}`, alternative)
  }
  for (const row of lines)
    places.get(`${row.company_id}/${row.quote_id}/${row.place}`)!.lines.push(lineOf(row))
  for (const row of releases)
    quotes.get(`${row.company_id}/${row.quote_id}`)!.releases.push({
      orderId: row.order_id,
      lineNo: row.line_no,
      version: row.version,
      place: row.place,
      quantity: row.quantity,
      units: row.sold_quantity,
    })
  return quotes
}

/** Lines of quotes as they stand, by company/id. */
export async function readQuoteSizes(db: Reader, keys: readonly QuoteKey[]): Promise<Map<string, number>> {
  const wanted = [...new Map(keys.map((key) => [quoteKey(key), key])).values()]
  if (wanted.length === 0) return new Map()
  const rows = await db.read(countQuoteLines, {
    companyIds: wanted.map(({ companyId }) => companyId),
    ids: wanted.map(({ quoteId }) => quoteId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.id}`, row.lines]))
}

/** The same without alternatives and releases. */
export async function readQuoteHeads(db: Reader, keys: readonly QuoteKey[]): Promise<Map<string, Quote>> {
  const wanted = [...new Map(keys.map((key) => [quoteKey(key), key])).values()]
  if (wanted.length === 0) return new Map()
  const rows = await db.read(readQuotes, {
    companyIds: wanted.map(({ companyId }) => companyId),
    ids: wanted.map(({ quoteId }) => quoteId),
    versions: wanted.map(({ version }) => version ?? 0),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.id}`,
      {
        companyId: row.company_id,
        id: row.id,
        revision: row.revision,
        version: row.version,
        state: row.state as QuoteState,
        sentVersion: row.sent_version,
        accountId: row.account_id,
        madeAt: row.made_at,
        expiresOn: row.expires_on,
        alternative: row.alternative,
        shown: {
          version: row.shown_version,
          source: row.source,
          accountNumber: row.account_number,
          currency: row.currency,
          validFrom: row.valid_from,
          validUntil: row.valid_until,
          customerReference: row.customer_reference,
          taxInclusive: row.tax_inclusive,
          terms: row.terms as Terms,
          pricedOn: row.priced_on,
          freightTaxed: row.freight_taxed,
          ruleNames: row.rule_names as Record<string, string>,
          approval: approvalOf(row),
          alternatives: [],
        },
        releases: [],
      },
    ]),
  )
}

function approvalOf(row: RowOf<typeof readQuotes>): QuoteApproval | null {
  const { rules, levels, level, agreed, approval_state: state, made_by: madeBy } = row
  if (state === null) return null
  return {
    rules: rules!,
    levels: levels!,
    level: level!,
    agreed: agreed!,
    state: state as QuoteApproval['state'],
    madeBy: madeBy!,
    requestedBy: row.requested_by,
  }
}

type LineRow = RowOf<typeof readQuoteLines>

function lineOf(row: LineRow): QuoteLine {
  const { line_no: lineNo, parent_no: parentNo, per_parent: perParent, option } = row
  return {
    lineNo,
    parent: parentNo === null ? null : { lineNo: parentNo, perParent: perParent!, option: option! },
    stated: row.stated as OrderLineInput | null,
    sku: row.sku,
    itemName: row.item_name,
    uom: row.uom,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    amount: row.amount,
    freightAmount: row.freight_amount,
    net: row.net,
    freight: row.freight,
    tax: row.tax,
    taxPercent: row.tax_percent,
    waterfall: row.waterfall,
    sold: soldOf(row.sold) ?? null,
    agreement: row.agreement as QuoteLine['agreement'],
    requestedOn: row.requested_on,
    promises: row.promises as JsonObject[],
  }
}
