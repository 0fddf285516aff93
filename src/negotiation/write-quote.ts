import { soldJson } from '../orders/index.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Json } from '../platform/json.ts'
import { encodeId, quoteNumber } from '../platform/public-id.ts'
import { etag } from '../platform/http/index.ts'
import {
  insertQuote,
  insertQuoteAlternative,
  insertQuoteApproval,
  insertQuoteHistory,
  insertQuoteLine,
  insertQuoteVersion,
  lockQuotes,
  moveQuote as moveQuoteRow,
  moveQuoteApproval,
} from './negotiation.sql.ts'
import { type Quote } from './quote.ts'

/** Quotes of a batch, and the revisions at which those that it changes were read. */
export interface QuotePicture {
  quotes: Map<string, Quote>
  moved: Map<Quote, bigint>
}

/** A new quote in its first version. */
export function writeNewQuote(quote: Quote, actor: string, context: Context): void {
  const { companyId, id, revision, version, state, accountId, madeAt } = quote
  context.writes.add(insertQuote, { companyId, id, revision, version, state, accountId, madeAt })
  writeVersion(quote, context)
  writeHistory(quote, { act: 'create', actor, reason: null }, context)
}

export function writeVersion(
  { companyId, id: quoteId, accountId, shown }: Quote,
  { writes, batch }: Context,
): void {
  const { version, alternatives } = shown
  const key = { companyId, quoteId, version }
  writes.add(insertQuoteVersion, {
    ...key,
    batch,
    source: shown.source,
    accountId,
    accountNumber: shown.accountNumber,
    currency: shown.currency,
    validFrom: shown.validFrom,
    validUntil: shown.validUntil,
    customerReference: shown.customerReference,
    taxInclusive: shown.taxInclusive,
    terms: shown.terms as Json,
    pricedOn: shown.pricedOn,
    freightTaxed: shown.freightTaxed,
    ruleNames: shown.ruleNames,
  })
  if (shown.approval) writes.add(insertQuoteApproval, { ...key, ...shown.approval })
  for (const { lines, ...alternative } of alternatives) {
    writes.add(insertQuoteAlternative, { ...key, ...alternative })
    for (const { parent, stated, agreement, sold, ...line } of lines)
      writes.add(insertQuoteLine, {
        ...key,
        place: alternative.place,
        parentNo: parent?.lineNo ?? null,
        perParent: parent?.perParent ?? null,
        option: parent?.option ?? null,
        stated: stated as unknown as Json,
        ...line,
        agreement: agreement && { ...agreement },
        sold: soldJson(sold ?? undefined),
      })
  }
}

/** What became of the approvals of quotes that this batch moves. */
export function writeApprovals(quotes: Iterable<Quote>, { writes }: Context): void {
  for (const { companyId, id: quoteId, version, shown } of quotes) {
    const { rules: _rules, madeBy: _by, ...approval } = shown.approval!
    writes.add(moveQuoteApproval, { companyId, quoteId, version, ...approval })
  }
}

/** Something was done with a quote: its row moves at the end of the batch, once. */
export function touch(
  { moved }: QuotePicture,
  quote: Quote,
  by: { act: string; actor: string; reason: string | null },
  context: Context,
): void {
  if (!moved.has(quote)) moved.set(quote, quote.revision)
  quote.revision += 1n
  writeHistory(quote, by, context)
}

function writeHistory(
  { companyId, id: quoteId, revision, version, state }: Quote,
  by: { act: string; actor: string; reason: string | null },
  { writes, batch, now: at }: Context,
): void {
  writes.add(insertQuoteHistory, { companyId, quoteId, revision, batch, at, version, state, ...by })
}

export function concludeQuotes({ moved }: QuotePicture, { writes }: Context): void {
  for (const [quote, before] of moved) {
    const { companyId, id, revision, version, state, sentVersion, accountId, expiresOn, alternative } = quote
    writes.add(lockQuotes, { companyId, id })
    writes.add(moveQuoteRow, {
      companyId,
      id,
      before,
      revision,
      version,
      state,
      sentVersion,
      accountId,
      expiresOn,
      alternative,
    })
  }
}

/** Locks quotes before a second decision. */
export function lockQuoteRows({ quotes }: QuotePicture, locks: WriteSet): void {
  for (const { companyId, id } of quotes.values()) locks.add(lockQuotes, { companyId, id })
}

export function tagOf({ revision }: Pick<Quote, 'revision'>): string {
  return etag(revision)
}

/** What an act answers of a quote. */
export function answerOf({ id, version, revision, state, shown }: Quote): Record<string, Json> {
  return {
    id: encodeId('quo', id),
    number: quoteNumber(id),
    version,
    revision: revision.toString(),
    state,
    validFrom: shown.validFrom,
    validUntil: shown.validUntil,
  }
}
