import { Type, type Static } from 'typebox'
import { PRODUCT_ORDER_STATES } from './state.ts'

/** Product orders as TMF622 v4 writes them: docs/guides/tmf622.md says what each member becomes here. */

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const id = Type.String({ minLength: 1, maxLength: 200 })
const instant = Type.Optional(Type.String({ format: 'date-time', maxLength: 40 }))
const many = <T extends ReturnType<typeof Type.Object>>(of: T, maxItems = 100) =>
  Type.Optional(Type.Array(of, { maxItems }))

/** What every object of TM Forum may say of its own kind. */
const typed = { '@type': text(200), '@baseType': text(200), '@schemaLocation': text(2000) }
const reference = { href: text(2000), name: text(500), '@referredType': text(200), ...typed }
const Ref = Type.Object({ id, ...reference }, { title: 'TmfReference' })
/** Kept as it is and told again; nothing of it is read. */
const Kept = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())

const Amount = Type.Object(
  {
    unit: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' })),
    value: Type.Optional(Type.Number({ minimum: 0 })),
  },
  { title: 'TmfAmount' },
)
const OrderPrice = Type.Object(
  {
    name: text(500),
    description: text(2000),
    priceType: text(100),
    recurringChargePeriod: text(100),
    unitOfMeasure: text(100),
    price: Type.Optional(
      Type.Object({
        percentage: Type.Optional(Type.Number()),
        taxRate: Type.Optional(Type.Number()),
        dutyFreeAmount: Type.Optional(Amount),
        taxIncludedAmount: Type.Optional(Amount),
        ...typed,
      }),
    ),
    billingAccount: Type.Optional(Ref),
    productOfferingPrice: Type.Optional(Ref),
    priceAlteration: Type.Optional(Type.Array(Kept, { maxItems: 20 })),
    ...typed,
  },
  { title: 'TmfPrice' },
)

const RelatedParty = Type.Object(
  {
    id,
    role: text(100),
    ...reference,
    '@referredType': Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Individual, Organization, …',
    }),
  },
  { title: 'TmfParty' },
)

const Characteristic = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    value: Type.Unknown(),
    valueType: text(100),
    ...typed,
  },
  { title: 'TmfCharacteristic' },
)

const Product = Type.Object(
  {
    id: Type.Optional(id),
    href: text(2000),
    name: text(500),
    description: text(2000),
    isBundle: Type.Optional(Type.Boolean()),
    isCustomerVisible: Type.Optional(Type.Boolean()),
    orderDate: instant,
    productSerialNumber: text(200),
    startDate: instant,
    terminationDate: instant,
    status: text(100),
    agreement: Type.Optional(Type.Array(Kept, { maxItems: 20 })),
    billingAccount: Type.Optional(Ref),
    place: many(Type.Object({ id: Type.Optional(id), role: text(100), ...reference }), 20),
    product: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    productCharacteristic: many(Characteristic),
    productOffering: Type.Optional(Ref),
    productOrderItem: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    productPrice: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    productRelationship: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    productSpecification: Type.Optional(Kept),
    productTerm: Type.Optional(Type.Array(Kept, { maxItems: 20 })),
    realizingResource: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    realizingService: Type.Optional(Type.Array(Kept, { maxItems: 100 })),
    relatedParty: many(RelatedParty),
    '@referredType': text(200),
    ...typed,
  },
  { title: 'TmfProduct' },
)

export const ACTIONS = ['add', 'modify', 'delete', 'noChange'] as const

/** Items nest as deep as this; a deeper one is refused, not cut. */
const DEEPEST = 5
const MOST_ITEMS = 20_000

const itemMembers = {
  id,
  action: Type.Union(ACTIONS.map((action) => Type.Literal(action))),
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: '1 when absent' })),
  state: Type.Optional(Type.String({ maxLength: 40, description: 'Told, never taken' })),
  appointment: Type.Optional(Type.Object({ ...reference, id, description: text(2000) })),
  billingAccount: Type.Optional(Ref),
  itemPrice: many(OrderPrice, 20),
  itemTotalPrice: many(OrderPrice, 20),
  itemTerm: Type.Optional(Type.Array(Kept, { maxItems: 20 })),
  payment: many(Ref, 20),
  product: Type.Optional(Product),
  productOffering: Type.Optional(Ref),
  productOfferingQualificationItem: Type.Optional(Kept),
  productOrderItemRelationship: many(
    Type.Object({ id: Type.Optional(id), relationshipType: text(100), ...typed }),
  ),
  qualification: many(Ref, 20),
  quoteItem: Type.Optional(Kept),
  ...typed,
}
const Leaf = Type.Object(itemMembers, { title: 'TmfItem0' })
const nested = (depth: number): typeof Leaf =>
  depth === 0
    ? Leaf
    : (Type.Object(
        {
          ...itemMembers,
          productOrderItem: Type.Optional(Type.Array(nested(depth - 1), { maxItems: 1000 })),
        },
        { title: `TmfItem${depth}` },
      ) as unknown as typeof Leaf)

const orderMembers = {
  cancellationDate: instant,
  cancellationReason: text(500),
  category: text(200),
  description: text(2000),
  externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  notificationContact: text(500),
  priority: Type.Optional(
    Type.String({ pattern: '^[0-4]$', form: '0, 1, 2, 3 or 4', description: '0 is the most urgent' }),
  ),
  requestedCompletionDate: instant,
  requestedStartDate: instant,
  agreement: many(Ref, 20),
  billingAccount: Type.Optional(Ref),
  channel: many(Type.Object({ id, role: text(100), ...reference }), 20),
  note: many(
    Type.Object({
      id: Type.Optional(id),
      author: text(200),
      date: instant,
      text: Type.String({ maxLength: 5000 }),
      ...typed,
    }),
  ),
  orderTotalPrice: many(OrderPrice, 20),
  payment: many(Ref, 20),
  productOfferingQualification: many(Ref, 20),
  quote: many(Ref, 20),
  relatedParty: many(RelatedParty),
  ...typed,
}

export const ProductOrderCreate = Type.Object(
  {
    ...orderMembers,
    productOrderItem: Type.Array(nested(DEEPEST), { minItems: 1, maxItems: MOST_ITEMS }),
  },
  { title: 'ProductOrder_Create' },
)

/** What is sent to change one; what Docket says of it may be sent back as it stands. */
export const ProductOrderUpdate = Type.Object(
  {
    id: Type.Optional(id),
    href: text(2000),
    state: text(40),
    orderDate: instant,
    completionDate: instant,
    expectedCompletionDate: instant,
    ...orderMembers,
    productOrderItem: Type.Array(nested(DEEPEST), { minItems: 1, maxItems: MOST_ITEMS }),
  },
  { title: 'ProductOrder_Update' },
)

export type TmfOrder = Static<typeof ProductOrderCreate>
export type TmfParty = Static<typeof RelatedParty>
export type TmfItem = Static<typeof Leaf> & { productOrderItem?: TmfItem[] }

/** A product order as it is told; members depend on `fields`. */
export const ProductOrderView = Type.Object(
  {
    id: Type.Optional(Type.String()),
    href: Type.Optional(Type.String()),
    state: Type.Optional(Type.Union(PRODUCT_ORDER_STATES.map((state) => Type.Literal(state)))),
  },
  { title: 'ProductOrder', additionalProperties: true },
)
