import { Type, type Static } from 'typebox'
import { ruleLimits } from '../../platform/rules.ts'

/**
 * A mapping, as a user writes it: docs/guides/connect-any-shop.md. Each field is a JSON Pointer into the message (it begins
 * with "/") or CEL over `body`, in lines also over `line`. `gives` says what must come out: the check of a mapping and its
 * reading go by this one declaration.
 */

export type Gives = 'text' | 'decimal' | 'truth'

const strict = { additionalProperties: false }
const word = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const field = (gives: Gives) => {
  const description = `JSON Pointer, or CEL that gives a ${gives}`
  return Type.String({ minLength: 1, maxLength: ruleLimits.textLength, description, gives })
}
const Text = field('text')
const Decimal = field('decimal')
const Truth = field('truth')
const Each = Type.String({
  maxLength: 500,
  pattern: '^/',
  form: 'a JSON Pointer, which begins with /',
  description: 'JSON Pointer to the list',
})
const Custom = Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Text, { maxProperties: 50 })

const Signature = Type.Union([
  Type.Object({ scheme: Type.Literal('standard_webhooks') }, strict),
  Type.Object(
    {
      scheme: Type.Literal('hmac_sha256'),
      header: Type.String({ maxLength: 100, pattern: '^[A-Za-z0-9-]+$', form: 'letters, digits and -' }),
      encoding: Type.Union([Type.Literal('hex'), Type.Literal('base64')]),
      prefix: Type.Optional(Type.String({ maxLength: 40, description: 'What stands before it: "sha256="' })),
    },
    strict,
  ),
  Type.Object({ scheme: Type.Literal('bearer') }, strict),
])

const Csv = Type.Object(
  {
    orderColumn: word(200),
    delimiter: Type.Optional(
      Type.Union([Type.Literal(','), Type.Literal(';'), Type.Literal('\t'), Type.Literal('|')]),
    ),
  },
  { ...strict, description: 'One row a line; rows with one value in `orderColumn` are one message' },
)

const Xml = Type.Object(
  {
    lists: Type.Optional(
      Type.Array(word(200), {
        maxItems: 100,
        description: 'Names of elements that are a list even when there is one of them',
      }),
    ),
  },
  { ...strict, description: 'Bodies are XML: "@name" is an attribute, "#text" the text beside attributes' },
)

const AddressMapping = Type.Object(
  {
    name: Type.Optional(Text),
    company: Type.Optional(Text),
    lines: Type.Optional(Type.Array(Text, { maxItems: 10 })),
    city: Type.Optional(Text),
    postcode: Type.Optional(Text),
    region: Type.Optional(Text),
    country: Type.Optional(Text),
    phone: Type.Optional(Text),
    email: Type.Optional(Text),
  },
  strict,
)
export type AddressMapping = Static<typeof AddressMapping>

const OrderLines = Type.Object(
  {
    each: Each,
    where: Type.Optional(Truth),
    lineId: Type.Optional(Text),
    sku: Text,
    quantity: Decimal,
    uom: Type.Optional(Text),
    unitPrice: Type.Optional(Decimal),
    amount: Type.Optional(Decimal),
    discount: Type.Optional(Decimal),
    taxAmount: Type.Optional(Decimal),
    requestedOn: Type.Optional(Text),
    custom: Type.Optional(Custom),
  },
  strict,
)
export type OrderLines = Static<typeof OrderLines>

const OrderMapping = Type.Object(
  {
    when: Type.Optional(Truth),
    id: Text,
    orderType: Type.Optional(Text),
    customer: Type.Object(
      {
        account: Text,
        name: Type.Optional(Text),
        email: Type.Optional(Text),
        kind: Type.Optional(Text),
      },
      strict,
    ),
    customerReference: Type.Optional(Text),
    currency: Type.Optional(Text),
    placedAt: Type.Optional(Text),
    requestedOn: Type.Optional(Text),
    shipTo: Type.Optional(AddressMapping),
    billTo: Type.Optional(AddressMapping),
    prepaid: Type.Optional(Truth),
    taxInclusive: Type.Optional(Truth),
    discount: Type.Optional(Decimal),
    freight: Type.Optional(Decimal),
    tax: Type.Optional(Decimal),
    total: Type.Optional(Decimal),
    lines: OrderLines,
    custom: Type.Optional(Custom),
  },
  strict,
)
export type OrderMapping = Static<typeof OrderMapping>

const ReturnMapping = Type.Object(
  {
    when: Truth,
    order: Text,
    name: Text,
    reason: Type.Optional(Text),
    currency: Type.Optional(Text),
    credit: Type.Optional(Decimal),
    lines: Type.Object(
      {
        each: Each,
        where: Type.Optional(Truth),
        line: Text,
        quantity: Decimal,
        restock: Type.Optional(Truth),
      },
      strict,
    ),
  },
  strict,
)
export type ReturnMapping = Static<typeof ReturnMapping>

export const Lookups = Type.Record(
  word(100),
  Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 })),
  { maxProperties: 50, description: "Tables: the sender's word → ours" },
)

/** How any system that sends JSON, CSV or XML is set up, besides its secrets. */
export const MappedSettings = Type.Object(
  {
    signature: Signature,
    csv: Type.Optional(Csv),
    xml: Type.Optional(Xml),
    lookups: Type.Optional(Lookups),
    version: Type.Optional(Text),
    ignore: Type.Optional(Type.Object({ when: Truth }, strict)),
    cancellation: Type.Optional(
      Type.Object({ when: Truth, order: Text, reason: Type.Optional(Text) }, strict),
    ),
    return: Type.Optional(ReturnMapping),
    order: OrderMapping,
  },
  { title: 'MappedSettings', $id: 'MappedSettings', ...strict },
)
export type MappedSettings = Static<typeof MappedSettings>
