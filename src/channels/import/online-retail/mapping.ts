import { readFileSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { checkBody } from '../../../platform/http/index.ts'
import { isCurrency, parseMicro } from '../../../platform/money.ts'
import { compileRule, type Rule, type RuleResult, type RuleSchema } from '../../../platform/rules.ts'
import { ImportRefused } from '../importer.ts'

/**
 * What a file of documents means: data that a user writes, with conditions in CEL (docs/guides/import-csv.md). The
 * columns of the file are named once; everything else speaks of `cell`, `row` and `item`.
 */

const strict = { additionalProperties: false }
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Cel = Type.String({ minLength: 1, maxLength: 2000, description: 'CEL' })
const Country = Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' })

const Mapping = Type.Object(
  {
    source: Type.Object({ code: text(100), name: text(200) }, strict),
    company: Type.Object(
      {
        code: text(40),
        name: text(200),
        currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
        country: Country,
        timeZone: text(60),
      },
      strict,
    ),
    location: Type.Object({ code: text(100), name: text(200), country: Country }, strict),
    series: Type.Object({ invoice: text(20), creditMemo: text(20) }, strict),
    columns: Type.Object(
      {
        document: text(200),
        item: text(200),
        description: text(200),
        quantity: text(200),
        at: text(200),
        price: text(200),
        customer: text(200),
        country: text(200),
      },
      strict,
    ),
    values: Type.Object({ sku: Cel, account: Cel, customerName: Cel }, strict),
    walkIn: Type.Object({ account: text(100), name: text(500) }, strict),
    countries: Type.Record(Type.String({ maxLength: 100 }), Country),
    unknownCountry: Country,
    isReturn: Cel,
    refuse: Type.Array(Type.Object({ reason: text(100), when: Cel, message: text(500) }, strict), {
      maxItems: 50,
    }),
    items: Type.Array(
      Type.Object(
        {
          when: Cel,
          kind: Type.Union([
            Type.Literal('goods'),
            Type.Literal('service'),
            Type.Literal('charge'),
            Type.Literal('gift_card'),
          ]),
          itemClass: text(100),
        },
        strict,
      ),
      { minItems: 1, maxItems: 50 },
    ),
    openingCost: Type.Object({ percentOfMedianPrice: text(20), least: text(20) }, strict),
    accounts: Type.Array(
      Type.Object(
        {
          code: text(40),
          name: text(200),
          type: Type.Union([
            Type.Literal('asset'),
            Type.Literal('liability'),
            Type.Literal('equity'),
            Type.Literal('revenue'),
            Type.Literal('expense'),
          ]),
        },
        strict,
      ),
      { maxItems: 50 },
    ),
    postingRules: Type.Array(
      Type.Object(
        {
          event: text(100),
          amountKind: text(100),
          itemClass: Type.Optional(text(100)),
          condition: Type.Optional(Cel),
          debitAccount: text(40),
          creditAccount: text(40),
        },
        strict,
      ),
      { maxItems: 100 },
    ),
  },
  { title: 'OrderFileMapping', ...strict },
)
export type Mapping = Static<typeof Mapping>

/** Cells as they stand, without blanks around them: of the item, of the customer. */
export const skuFacts = { cell: { item: 'string' } } satisfies RuleSchema
export const customerFacts = { cell: { customer: 'string' } } satisfies RuleSchema
export const nameFacts = { cell: { customer: 'string' }, account: 'string' } satisfies RuleSchema

/** A document; `letters` are those that its number begins with, in capitals. */
export const documentFacts = { document: { number: 'string', letters: 'string' } } satisfies RuleSchema

/** A row that was read, in its document. Numbers are Micro. */
export const rowFacts = {
  document: { number: 'string', letters: 'string', isReturn: 'bool' },
  row: {
    sku: 'string',
    description: 'string',
    quantity: 'int',
    price: 'int',
    account: 'string',
    country: 'string',
  },
} satisfies RuleSchema

export const itemFacts = { item: { sku: 'string', hasDigit: 'bool' } } satisfies RuleSchema

export type ItemKind = Mapping['items'][number]['kind']

/** A mapping whose every expression is compiled. */
export interface ReadyMapping {
  mapping: Mapping
  sku: Rule
  account: Rule
  customerName: Rule
  isReturn: Rule
  refuse: { reason: string; message: string; when: Rule }[]
  items: { when: Rule; kind: ItemKind; itemClass: string }[]
  /** Micro percent of the median price, and the least cost of a unit as Micro. */
  costPercent: bigint
  leastCost: bigint
}

/** The mapping of the retailer's files that is part of Docket. */
export const ONLINE_RETAIL = new URL('../../../../examples/online-retail.mapping.json', import.meta.url)

const check = checkBody(Mapping)

/** Reads a mapping from a file. @throws ImportRefused with everything that is wrong with it */
export function loadMapping(file: string | URL): ReadyMapping {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ImportRefused([`The mapping cannot be read: ${(error as Error).message}`])
  }
  return prepareMapping(value)
}

/** Makes a mapping ready. @throws ImportRefused with everything that is wrong with it */
export function prepareMapping(value: unknown): ReadyMapping {
  const checked = check(value)
  if (!checked.ok) {
    throw new ImportRefused(
      checked.problems.map((problem) => `The mapping, ${problem.path}: ${problem.message}`),
    )
  }
  const mapping = checked.value as Mapping
  const wrong: string[] = []
  const rule = (path: string, cel: string, facts: RuleSchema, returns: RuleResult): Rule => {
    const compiled = compileRule(cel, facts, returns)
    if (compiled.ok) return compiled.rule
    for (const problem of compiled.problems) {
      wrong.push(`The mapping, ${path}: ${problem.message} (character ${problem.start + 1})`)
    }
    return undefined as never
  }
  const decimal = (path: string, given: string): bigint => {
    const micro = parseMicro(given)
    if (micro === undefined || micro < 0n) wrong.push(`The mapping, ${path}: a decimal from 0`)
    return micro ?? 0n
  }
  if (!isCurrency(mapping.company.currency))
    wrong.push('The mapping, /company/currency: a currency of ISO 4217')
  const ready: ReadyMapping = {
    mapping,
    sku: rule('/values/sku', mapping.values.sku, skuFacts, 'string'),
    account: rule('/values/account', mapping.values.account, customerFacts, 'string'),
    customerName: rule('/values/customerName', mapping.values.customerName, nameFacts, 'string'),
    isReturn: rule('/isReturn', mapping.isReturn, documentFacts, 'bool'),
    refuse: mapping.refuse.map(({ reason, when, message }, index) => ({
      reason,
      message,
      when: rule(`/refuse/${index}/when`, when, rowFacts, 'bool'),
    })),
    items: mapping.items.map(({ when, kind, itemClass }, index) => ({
      kind,
      itemClass,
      when: rule(`/items/${index}/when`, when, itemFacts, 'bool'),
    })),
    costPercent: decimal('/openingCost/percentOfMedianPrice', mapping.openingCost.percentOfMedianPrice),
    leastCost: decimal('/openingCost/least', mapping.openingCost.least),
  }
  if (wrong.length > 0) throw new ImportRefused(wrong)
  return ready
}
