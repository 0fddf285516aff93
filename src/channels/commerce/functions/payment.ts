import { MAX_PROBLEMS } from '../../../platform/http/index.ts'
import { isCurrency } from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import { holdsCardNumber } from '../../card-number.ts'
import type { PaymentFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import type { PaymentKind } from '../../payments/port.ts'
import { isObject, Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'

/** What a type of transaction is here, and the words of its answer (C-31). */
interface Type {
  kind: PaymentKind
  response: string
  approved: string
  declined: string
}

const TYPES: Readonly<Record<string, Type>> = {
  '0100': { kind: 'authorization', response: 'authorizationResponse', approved: '1000', declined: '9000' },
  '0110': { kind: 'void', response: 'voidResponse', approved: '2000', declined: '8000' },
  '0400': { kind: 'refund', response: 'creditResponse', approved: '3000', declined: '7000' },
  '0600': { kind: 'balance', response: 'inquireBalanceResponse', approved: '5000', declined: '6000' },
}
const OF_CARDS = ['0100', '0110', '0400']

/** What the shop finds again in the answer, as it said it. */
const ECHOED = [
  'orderId',
  'paymentId',
  'transactionId',
  'transactionType',
  'transactionTimestamp',
  'paymentMethod',
  'amount',
  'currencyCode',
  'gatewayId',
  'siteId',
  'channel',
  'locale',
] as const

const MOST_ID = 200
/** Where nothing but digits stands in the place of a token or a detail of a card, it is a number whatever network it is of. */
const isCardNumber = (value: unknown) =>
  holdsCardNumber(value) ||
  ((typeof value === 'string' || typeof value === 'number') &&
    /^\d{12,19}$/.test(String(value).replaceAll(/[ -]/g, '')))

/** Card payment and generic payment (C-31): both speak of transactions, the generic one of a balance, too. */
function paymentFunction(types: readonly string[]): PaymentFunction<MappedFor<CommerceSettings>> {
  return {
    read(content, { settings }) {
      const said = new Said(content, '', [])
      const type = said.required('transactionType')
      const known = types.includes(type) ? TYPES[type]! : undefined
      if (type !== '' && !known)
        said.note('transactionType', 'unknown_type', `a transaction is one of ${types.join(', ')}`)
      const [order, part, key, method] = ['orderId', 'paymentId', 'transactionId', 'paymentMethod'].map(
        (name) => {
          const id = said.required(name)
          if (id.length > MOST_ID) said.note(name, 'too_long', `it has at most ${MOST_ID} characters`)
          // By these a gateway is asked in a header, which holds nothing else.
          if (name !== 'paymentMethod' && !/^[\x21-\x7e]*$/.test(id))
            said.note(name, 'bad_id', 'it is of visible ASCII characters, without a blank')
          // That of a transaction is made of the others.
          if (name !== 'transactionId' && holdsCardNumber(id)) noteCardNumber(said, name)
          return id
        },
      ) as [string, string, string, string]
      if (order && part && key && !/^\d{1,13}$/.test(afterPrefix(key, `${order}-${part}-`)))
        said.note('transactionId', 'bad_transaction', 'it is made of orderId, paymentId and milliseconds')
      const stated = said.required('amount')
      const digits = /^\d{1,12}$/.test(stated)
      if (stated !== '' && !digits)
        said.note('amount', 'bad_amount', 'it is up to 12 digits, in the smallest unit of its currency')
      const amount = digits ? BigInt(stated) : 0n
      if (digits && amount === 0n && known?.kind !== 'balance')
        said.note('amount', 'bad_amount', 'it is above 0')
      const currency = said.required('currencyCode')
      if (currency !== '' && !isCurrency(currency))
        said.note('currencyCode', 'unknown_currency', `${currency} is not a currency of ISO 4217`)
      const token = tokenIn(said, known?.kind)
      if (said.problems.length > 0 || !known) return { ok: false, problems: said.problems }
      const asked = { key, kind: known.kind, order, part, method, amount, currency, token }
      return { ok: true, asked, gateway: settings.gateways?.[method] }
    },

    answer(content, { kind, state, problem, reference, code, message, answeredAt, balance, answerAmount }) {
      const type = Object.values(TYPES).find((one) => one.kind === kind)!
      const approved = state === 'approved'
      // A refund that gave less.
      const isLess = approved && problem !== null
      const isGivenBack = state === 'partial' || state === 'released'
      const shown = isLess ? answerAmount : balance
      return {
        outcome: approved ? 'answered' : 'refused',
        body: {
          ...echoed(content),
          hostTransactionTimestamp: answeredAt?.toISOString() ?? null,
          [type.response]: {
            ...outcomeOf(content, type, approved),
            hostTransactionId: reference,
            responseReason: isLess ? 'partial' : isGivenBack ? state : (code ?? state),
            responseDescription: isGivenBack
              ? `${problem ?? 'it was authorized'}, and is given back`
              : (problem ?? message ?? state),
            ...(shown === null ? {} : { amount: shown.toString().padStart(12, '0') }),
          },
        },
      }
    },

    refuse(content, problems) {
      const said = new Said(content, '', [])
      const type = TYPES[said.text('transactionType') ?? ''] ?? TYPES['0100']!
      const [first] = problems
      return {
        ...echoed(content),
        [type.response]: {
          ...outcomeOf(content, type, false),
          hostTransactionId: null,
          responseReason: first?.code ?? 'refused',
          responseDescription: first?.message ?? 'it is refused',
        },
        errors: problems.slice(0, MAX_PROBLEMS).map(({ path, code, message }: Problem) => ({
          errorCode: code,
          description: message,
          path,
        })),
      }
    },
  }
}

export const cardPayment = paymentFunction(OF_CARDS)
export const genericPayment = paymentFunction(Object.keys(TYPES))

const afterPrefix = (text: string, prefix: string) =>
  text.startsWith(prefix) ? text.slice(prefix.length) : ''

/**
 * What stands for the card. The number of one is refused: it would have to be kept out of everything behind this. That of a gift
 * card is no payment card's, and is what stands for it.
 */
function tokenIn(said: Said, kind: PaymentKind | undefined): string | null {
  const card = said.part('cardDetails')
  for (const part of [said, card, said.part('customProperties')])
    for (const [name, value] of Object.entries(part.value)) {
      const mayHold = part === card ? name !== 'giftCardNumber' : /card.?number/i.test(name)
      if ((mayHold || (part === said && name === 'token')) && isCardNumber(value)) noteCardNumber(part, name)
    }
  const token = card.text('token', 'giftCardNumber') ?? said.text('token')
  if (token === undefined && (kind === 'authorization' || kind === 'balance'))
    card.note('token', 'required', 'there is no token of a card')
  if (token !== undefined && token.length > 500)
    card.note('token', 'too_long', 'it has at most 500 characters')
  return token ?? null
}

const noteCardNumber = (part: Said, name: string) =>
  part.note(name, 'card_number', 'a whole card number must not be sent: send its token')

function echoed(content: unknown) {
  const value = isObject(content) ? content : {}
  const short = (one: unknown) =>
    typeof one === 'number' || (typeof one === 'string' && one.length <= MOST_ID)
  return Object.fromEntries(ECHOED.filter((name) => short(value[name])).map((name) => [name, value[name]]))
}

function outcomeOf(content: unknown, type: Type, approved: boolean) {
  const merchantTransactionId = new Said(content, '', []).text('transactionId')?.slice(0, MOST_ID) ?? null
  return {
    success: approved,
    responseCode: approved ? type.approved : type.declined,
    merchantTransactionId,
  }
}
