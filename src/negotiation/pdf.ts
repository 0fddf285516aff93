import { quoteNumber } from '../platform/public-id.ts'
import { fileURLToPath } from 'node:url'
import { setImmediate as pause } from 'node:timers/promises'
import type PDFDocument from 'pdfkit'
import { currencyDigits, formatAmount, formatMicro, mulPriceQuantity, type Minor } from '../platform/money.ts'
import { quotedIn, type Alternative, type Quote, type QuoteLine } from './quote.ts'

/** Who speaks to whom; a name is absent where it was erased. */
export interface Parties {
  company: string
  customer: string | null
}

type Document = InstanceType<typeof PDFDocument>

/** A4, in points. */
const PAGE = { left: 50, right: 545, top: 50, bottom: 770, foot: 800 }
const COLUMNS = [
  { head: 'Line', x: 50, width: 28, align: 'left' },
  { head: 'Item', x: 82, width: 188, align: 'left' },
  { head: 'Quantity', x: 274, width: 62, align: 'right' },
  { head: 'Unit price', x: 340, width: 68, align: 'right' },
  { head: 'Leaves on', x: 414, width: 58, align: 'left' },
  { head: 'Amount', x: 476, width: 69, align: 'right' },
] as const
/** Lines between which others get their turn. */
const LINES_AT_ONCE = 20

/**
 * A version of a quote as a document (B2-5): parties, validity, and of each alternative its lines with promised days and its totals.
 * It is made when it is asked for, of what is kept: the same version reads the same.
 */
export async function quotePdf(quote: Quote, parties: Parties): Promise<Buffer> {
  const { default: Pdf } = await import('pdfkit')
  const { shown } = quote
  const title = `Quote ${quoteNumber(quote.id)}, version ${shown.version}`
  const doc = new Pdf({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Author: parties.company, CreationDate: quote.madeAt, ModDate: quote.madeAt },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', resolve)
      .on('error', reject)
  })
  doc.registerFont('body', fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')))
  doc.registerFont('strong', fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')))
  let y = head(doc, quote, parties, title)
  for (const alternative of shown.alternatives) y = await alternativeTable(doc, y, alternative, shown)
  foot(doc, `${parties.company} · ${title}`)
  doc.end()
  await ended
  return Buffer.concat(chunks)
}

function head(doc: Document, quote: Quote, { company, customer }: Parties, title: string): number {
  const { shown } = quote
  doc.font('strong').fontSize(11).text(company, PAGE.left, PAGE.top, { width: 495 })
  doc.fontSize(18).text(title, PAGE.left, doc.y + 18, { width: 495 })
  const said = standing(quote)
  if (said)
    doc
      .fontSize(10)
      .fillColor('#a02020')
      .text(said, PAGE.left, doc.y + 4, { width: 495 })
      .fillColor('black')
  let y = doc.y + 14
  for (const [word, value] of [
    ['For', customer ? `${customer} (account ${shown.accountNumber})` : `account ${shown.accountNumber}`],
    ['Your reference', shown.customerReference],
    ['Valid', `${shown.validFrom} to ${shown.validUntil}`],
    ['Prices of', shown.pricedOn],
    ['Ships by', shown.terms.shipMethod],
    [
      'Prices',
      shown.taxInclusive
        ? 'in ' + shown.currency + ', tax included'
        : 'in ' + shown.currency + ', before tax',
    ],
  ] as const) {
    if (value === null || value === undefined) continue
    doc.font('strong').fontSize(9).text(word, PAGE.left, y, { width: 95 })
    doc.font('body').text(value, PAGE.left + 100, y, { width: 395 })
    y = doc.y + 3
  }
  return y + 12
}

/** What of an offer is to be known by who holds its paper; nothing of one that stands. */
function standing({ state, version, sentVersion, shown }: Quote): string | undefined {
  if (shown.version !== version) return `Version ${version} stands in its place.`
  if (state === 'sent' || state === 'accepted') return undefined
  return state === 'draft' && sentVersion !== version
    ? 'Draft: this is not an offer yet.'
    : `This quote is ${state}.`
}

async function alternativeTable(
  doc: Document,
  start: number,
  alternative: Alternative,
  { currency, taxInclusive, alternatives }: Quote['shown'],
): Promise<number> {
  const { code, title, lines } = alternative
  let y = start
  if (alternatives.length > 1) {
    if (y > PAGE.bottom - 90) y = newPage(doc)
    doc.font('strong').fontSize(12)
    doc.text(`Alternative ${code}${title === null ? '' : `: ${title}`}`, PAGE.left, y, { width: 495 })
    y = doc.y + 6
  }
  y = tableHead(doc, y)
  for (const [index, line] of lines.entries()) {
    if (index % LINES_AT_ONCE === LINES_AT_ONCE - 1) await pause()
    doc.font('body').fontSize(9)
    const cells = cellsOf(line, currency)
    const height = Math.max(
      ...[1, 4].map((at) => doc.heightOfString(cells[at]!, { width: COLUMNS[at]!.width })),
    )
    if (y + height > PAGE.bottom) y = tableHead(doc, newPage(doc))
    for (const [at, { x, width, align }] of COLUMNS.entries())
      doc.font('body').fontSize(9).text(cells[at]!, x, y, { width, align })
    y += height + 4
  }
  if (y + 90 > PAGE.bottom) y = newPage(doc)
  rule(doc, y)
  y += 6
  for (const [word, amount] of totalsOf(alternative, currency, taxInclusive)) {
    doc.font(word === 'Total' ? 'strong' : 'body').fontSize(9)
    doc.text(word, 340, y, { width: 90 })
    doc.text(`${formatAmount(amount, currency)} ${currency}`, 430, y, { width: 115, align: 'right' })
    y += 14
  }
  return y + 18
}

/**
 * What the lines come to at their unit prices, and what is off the whole of it; then freight, tax and total. Prices that include
 * their tax are shown with it.
 */
export function totalsOf(
  { lines, net, freight, tax }: Alternative,
  currency: string,
  taxInclusive: boolean,
): [word: string, amount: Minor][] {
  const goods = lines.reduce((sum, line) => sum + amountOf(line, currency), 0n)
  const off = lines.reduce((sum, line) => sum + line.amount, 0n) - goods
  const total = net + freight + tax
  const discount: [string, Minor][] = off === 0n ? [] : [['Discount', off]]
  if (!taxInclusive)
    return [['Goods', goods], ...discount, ['Freight', freight], ['Tax', tax], ['Total', total]]
  const shipped = lines.reduce((sum, line) => sum + line.freightAmount, 0n)
  return [['Goods', goods], ...discount, ['Freight', shipped], ['Total', total], ['Of which tax', tax]]
}

function amountOf(line: QuoteLine, currency: string): Minor {
  const { quantity, unitPrice } = quotedIn(line) ?? line
  return mulPriceQuantity(unitPrice, quantity, currencyDigits(currency))
}

function cellsOf(line: QuoteLine, currency: string): string[] {
  const { lineNo, parent, sku, itemName, promises } = line
  const { quantity, uom, unitPrice } = quotedIn(line) ?? line
  const name = itemName === '' || itemName === sku ? sku : `${sku}\n${itemName}`
  return [
    String(lineNo),
    parent ? `with line ${parent.lineNo}: ${name}` : name,
    `${formatMicro(quantity)} ${uom}`,
    formatMicro(unitPrice),
    [...new Set(promises.map((part) => String(part['promisedOn'] ?? 'to be told')))].join('\n'),
    formatAmount(amountOf(line, currency), currency),
  ]
}

function tableHead(doc: Document, y: number): number {
  doc.font('strong').fontSize(8)
  for (const { head: word, x, width, align } of COLUMNS) doc.text(word, x, y, { width, align })
  rule(doc, y + 12)
  return y + 17
}

function rule(doc: Document, y: number): void {
  doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor('#888888').stroke()
}

function newPage(doc: Document): number {
  doc.addPage()
  return PAGE.top
}

function foot(doc: Document, text: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index)
    doc.font('body').fontSize(8).fillColor('#555555')
    doc.text(text, PAGE.left, PAGE.foot, { width: 400, lineBreak: false })
    doc.text(`${index + 1} / ${count}`, 445, PAGE.foot, { width: 100, align: 'right', lineBreak: false })
  }
}
