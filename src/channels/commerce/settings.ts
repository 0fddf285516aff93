import { Type, type Static } from 'typebox'

const words = <T extends Parameters<typeof Type.Record>[1]>(value: T, description: string) =>
  Type.Optional(Type.Record(Type.String({ maxLength: 200 }), value, { description }))
const word = Type.String({ minLength: 1, maxLength: 200 })

/** How a shop on Oracle CX Commerce is set up, besides its secrets. */
export const CommerceSettings = Type.Object(
  {
    algorithm: Type.Union([Type.Literal('sha1'), Type.Literal('sha256'), Type.Literal('sha512')], {
      description: 'Hash of its signature; it differs by release of the shop',
    }),
    payment: Type.Union([Type.Literal('with_details'), Type.Literal('without_details')], {
      description: 'Which variant of its webhooks is used: with authorizations, or without payment details',
    }),
    baseUrl: Type.Optional(
      Type.String({
        maxLength: 500,
        // Plain HTTP on this machine alone: tests and tunnels.
        pattern: '^(https://[^/?#@\\s]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)/?$',
        form: 'https:// and a host, without a path; http:// on this machine alone',
        description: 'Where the whole of a truncated message is asked for',
      }),
    ),
    shippingMethods: words(word, 'Its shipping method → ours'),
    paymentMethods: words(
      Type.Object(
        { code: word, prepaid: Type.Boolean(), inStore: Type.Optional(Type.Boolean()) },
        { additionalProperties: false },
      ),
      'Its payment method → ours, whether goods wait for the money, and whether it is paid in the store that has them all',
    ),
    gateways: words(
      Type.String({
        pattern: '^[a-z][a-z0-9_]{0,39}$',
        form: 'at most 40 small letters, digits and _, beginning with a letter',
      }),
      'Its payment method, as its payment webhooks say it → name of the payment gateway that makes it, if it was given to this company (DOCKET_PAYMENTS_<NAME>_URL, _COMPANIES)',
    ),
    sites: words(
      Type.Object({ location: Type.Optional(word) }, { additionalProperties: false }),
      'Its sites that this company serves, each with the location that stands for it; all sites when absent',
    ),
    locations: words(word, 'Its stores and other places → codes of our locations'),
    skus: words(word, 'Its SKU → ours; the same when absent'),
    shippingOffers: words(
      Type.Object(
        {
          name: word,
          extra: Type.Optional(
            Type.Record(
              Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
              Type.String({
                pattern: '^[0-9]{1,9}([.][0-9]{1,4})?$',
                form: 'an amount such as 4.95, not negative',
              }),
              {
                description: 'By currency: what it costs beyond the freight rule; in no other is it offered',
              },
            ),
          ),
          days: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })),
        },
        { additionalProperties: false },
      ),
      'Its shipping method → what the shipping calculator offers it as',
    ),
    backorders: Type.Optional(
      Type.Boolean({
        description:
          'false: order validation refuses what nothing is there or announced for; true when absent',
      }),
    ),
    orderStates: words(word, 'Number of a state of an order → its name'),
  },
  { title: 'CommerceSettings', $id: 'CommerceSettings', additionalProperties: false },
)
export type CommerceSettings = Static<typeof CommerceSettings>
