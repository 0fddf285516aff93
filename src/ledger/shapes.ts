import { Type, type Static } from 'typebox'
import { SignedHead } from '../platform/signed-head.ts'
import { DateShape, IdShape, InstantShape, listOf, MoneyShape, orNull } from '../platform/wire.ts'

/** Answers of the books. */

const LedgerAccount = {
  code: Type.String(),
  name: Type.String(),
  type: Type.String({ description: 'asset, liability, equity, revenue or expense' }),
  control: orNull(Type.String({ description: 'The sub-ledger that this account agrees with' })),
}

export const TrialBalance = Type.Object(
  {
    pos: Type.String({ description: 'The place in the order of facts that this is as of; repeat by it' }),
    at: orNull(InstantShape),
    period: orNull(Type.String()),
    currency: Type.String(),
    rows: Type.Array(
      Type.Object({
        ...LedgerAccount,
        opening: MoneyShape,
        debit: MoneyShape,
        credit: MoneyShape,
        balance: MoneyShape,
      }),
      { description: 'balance = opening + debit − credit; debit balances are positive' },
    ),
    totals: Type.Object({ debit: MoneyShape, credit: MoneyShape, balanced: Type.Boolean() }),
  },
  { title: 'TrialBalance' },
)

export const JournalEntry = Type.Object(
  {
    id: IdShape,
    pos: orNull(Type.String()),
    at: orNull(InstantShape),
    event: Type.String(),
    postedOn: DateShape,
    sourceType: Type.String(),
    sourceId: orNull(IdShape),
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    currency: Type.String(),
    total: MoneyShape,
    postings: Type.Array(
      Type.Object({
        ordinal: Type.Integer(),
        debit: Type.Object({ code: Type.String(), name: Type.String() }),
        credit: Type.Object({ code: Type.String(), name: Type.String() }),
        amount: MoneyShape,
        functionalAmount: MoneyShape,
        kind: Type.String(),
        fulfillmentLineId: orNull(IdShape),
        ruleId: orNull(IdShape),
      }),
    ),
  },
  { title: 'JournalEntry' },
)
export const JournalList = listOf(JournalEntry, 'JournalList')

export const AccountPosting = Type.Object(
  {
    entryId: IdShape,
    ordinal: Type.Integer(),
    event: Type.String(),
    postedOn: DateShape,
    side: Type.String({ description: 'debit or credit' }),
    amount: MoneyShape,
    functionalAmount: MoneyShape,
    against: Type.Object({ code: Type.String(), name: Type.String() }),
    kind: Type.String(),
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    fulfillmentLineId: orNull(IdShape),
    ruleId: orNull(IdShape),
    sourceType: Type.String(),
    sourceId: orNull(IdShape),
  },
  { title: 'AccountPosting' },
)
export const AccountPostings = Type.Intersect(
  [Type.Object({ account: Type.Object(LedgerAccount) }), listOf(AccountPosting, 'AccountPostingPage')],
  { title: 'AccountPostings' },
)

export const SignedHeads = Type.Intersect(
  [
    listOf(
      Type.Intersect([SignedHead, Type.Object({ signedAt: InstantShape })], { title: 'SignedHead' }),
      'SignedHeadPage',
    ),
    Type.Object({
      keys: Type.Record(Type.String(), Type.String(), { description: 'Public keys by their id, as PEM' }),
    }),
  ],
  { title: 'SignedHeads' },
)

export type TrialBalanceView = Static<typeof TrialBalance>
export type JournalEntryView = Static<typeof JournalEntry>
export type AccountPostingView = Static<typeof AccountPosting>
