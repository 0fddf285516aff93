import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultAccounts, defaultPostingRules } from './default-rules.ts'
import { postingsFor, preparePostingRules, type AmountToPost, type PostingRule } from './posting-rules.ts'

const accounts = new Set(defaultAccounts.map((account) => account.code))
const nameOf = new Map(defaultAccounts.map((account) => [account.code, account.name]))
const facts = { company: 'acme', orderType: 'standard', itemClass: 'hardware' }
const prepare = (rules: readonly PostingRule[]) => {
  const prepared = preparePostingRules(rules, accounts)
  assert.ok(prepared.ok, prepared.ok ? '' : JSON.stringify(prepared.problems))
  return prepared.rules
}
const post = (event: string, ...amounts: [kind: string, amount: bigint][]) => {
  const posted = postingsFor(
    prepare(defaultPostingRules),
    event,
    facts,
    amounts.map(([kind, amount]) => ({ kind, amount })),
  )
  assert.ok(posted.ok, posted.ok ? '' : posted.problems[0]?.message)
  return posted.postings.map(
    (each) => `${nameOf.get(each.debit)} / ${nameOf.get(each.credit)} ${each.amount}`,
  )
}

test('D9 the entries of a sale: shipment, invoice, receipt, application', () => {
  assert.deepEqual(post('shipment.confirmed', ['cost', 60n]), ['Cost of goods sold / Inventory 60'])
  assert.deepEqual(post('invoice.issued', ['revenue', 100n], ['tax', 8n], ['freight', 5n]), [
    'Accounts receivable / Revenue 100',
    'Accounts receivable / Tax payable 8',
    'Accounts receivable / Freight revenue 5',
  ])
  assert.deepEqual(post('receipt.received', ['receipt', 113n]), ['Cash / Unapplied receipts 113'])
  assert.deepEqual(post('receipt.applied', ['application', 113n]), [
    'Unapplied receipts / Accounts receivable 113',
  ])
})

test('D9 the entries of deposits, credits and returns', () => {
  assert.deepEqual(post('deposit.received', ['deposit', 20n]), ['Cash / Customer deposits 20'])
  assert.deepEqual(post('deposit.applied', ['deposit', 20n]), ['Customer deposits / Accounts receivable 20'])
  assert.deepEqual(post('credit_memo.issued', ['revenue', 10n], ['tax', 1n], ['freight', 0n]), [
    'Revenue / Accounts receivable 10',
    'Tax payable / Accounts receivable 1',
  ])
  assert.deepEqual(post('credit.granted', ['revenue', 10n]), ['Revenue / Accounts receivable 10'])
  assert.deepEqual(post('return.received', ['cost', 1320n], ['deferred_cost', 880n]), [
    'Inventory / Cost of goods sold 1320',
    'Inventory / Deferred cost of goods sold 880',
  ])
})

test('D9 the entries of stock: received, opened, counted', () => {
  assert.deepEqual(post('stock.received', ['cost', 150n], ['price_variance', -7n]), [
    'Inventory / Receipts accrual 150',
    'Receipts accrual / Purchase price variance 7',
  ])
  assert.deepEqual(post('stock.opened', ['cost', 90n]), ['Inventory / Opening equity 90'])
  assert.deepEqual(post('stock.adjusted', ['gain', 3n]), ['Inventory / Stock gain 3'])
  assert.deepEqual(post('stock.adjusted', ['loss', 4n]), ['Stock loss / Inventory 4'])
})

test('D9 the most specific rule wins: company, then item class, then order type, then condition', () => {
  const base = { version: 1, event: 'invoice.issued', kind: 'revenue', debit: '1200', credit: '4000' }
  const rules: PostingRule[] = [
    { ...base, id: 'any' },
    { ...base, id: 'large', when: 'amount > minor("500.00", "GBP")' },
    { ...base, id: 'type', orderType: 'standard' },
    { ...base, id: 'class', itemClass: 'service' },
    { ...base, id: 'company', company: 'acme' },
    { ...base, id: 'all', company: 'acme', itemClass: 'service', orderType: 'standard' },
  ]
  const chosen = (orderType: string, itemClass: string, company: string, amount = 1n) => {
    const posted = postingsFor(prepare(rules), 'invoice.issued', { orderType, itemClass, company }, [
      { kind: 'revenue', amount },
    ])
    return posted.ok && posted.postings[0]?.ruleId
  }
  assert.equal(chosen('rental', 'hardware', 'other'), 'any')
  assert.equal(chosen('rental', 'hardware', 'other', 50_001n), 'large')
  assert.equal(chosen('standard', 'hardware', 'other', 50_001n), 'type')
  assert.equal(chosen('standard', 'service', 'other'), 'class')
  assert.equal(chosen('rental', 'service', 'acme'), 'company')
  assert.equal(chosen('standard', 'service', 'acme'), 'all')
})

test('D9 a missing rule refuses the event and names event, kind and class', () => {
  const posted = postingsFor(prepare(defaultPostingRules), 'invoice.issued', facts, [
    { kind: 'revenue', amount: 1n },
    { kind: 'surcharge', amount: 1n },
  ])
  assert.deepEqual(posted, {
    ok: false,
    code: 'posting_rule_missing',
    problems: [
      {
        path: '/invoice.issued/surcharge',
        code: 'posting_rule_missing',
        message:
          'no posting rule for surcharge of invoice.issued (company "acme", order type "standard", item class "hardware")',
      },
    ],
  })
})

test('D9 rules that could not post are refused when they are set up', () => {
  const base = { version: 1, event: 'a', kind: 'b', debit: '1200', credit: '4000' }
  const prepared = preparePostingRules(
    [
      { ...base, id: 'one' },
      { ...base, id: 'two' },
      { ...base, id: 'three', kind: 'c', credit: '9999' },
      { ...base, id: 'four', kind: 'd', when: 'nobody == 1' },
      { ...base, id: 'five', kind: 'e', credit: '1200' },
    ],
    accounts,
  )
  assert.equal(prepared.ok, false)
  assert.deepEqual(prepared.ok ? [] : prepared.problems.map((problem) => `${problem.path} ${problem.code}`), [
    '/rules/two/event rule_ambiguous',
    '/rules/three/credit account_unknown',
    '/rules/four/when rule_type',
    '/rules/five/credit accounts_equal',
  ])
})

test('D9 a condition that fails refuses the event, it does not fall through to a general rule', () => {
  const base = { version: 1, event: 'a', kind: 'b', debit: '1200', credit: '4000' }
  const rules = prepare([
    { ...base, id: 'any' },
    { ...base, id: 'bad', when: '1 / (amount - amount) > 0' },
  ])
  const posted = postingsFor(rules, 'a', facts, [{ kind: 'b', amount: 1n }])
  assert.equal(posted.ok ? '' : posted.code, 'posting_rule_fault')
})

test('D9 every event balances, and its mirror image brings all accounts back', () => {
  const rules = prepare(defaultPostingRules)
  const kinds = new Map<string, string[]>()
  for (const rule of defaultPostingRules) kinds.set(rule.event, [...(kinds.get(rule.event) ?? []), rule.kind])
  const anyAmount = fc.bigInt({ min: -1_000_000n, max: 1_000_000n })
  const anyEvent = fc.constantFrom(...kinds.entries()).chain(([event, names]) =>
    fc.tuple(...names.map(() => anyAmount)).map((amounts) => ({
      event,
      amounts: names.map((kind, index): AmountToPost => ({ kind, amount: amounts[index]! })),
    })),
  )
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      const balances = new Map<string, bigint>()
      const book = (event: string, amounts: readonly AmountToPost[]) => {
        const posted = postingsFor(rules, event, facts, amounts)
        assert.ok(posted.ok)
        for (const posting of posted.postings) {
          assert.ok(posting.amount > 0n)
          balances.set(posting.debit, (balances.get(posting.debit) ?? 0n) + posting.amount)
          balances.set(posting.credit, (balances.get(posting.credit) ?? 0n) - posting.amount)
        }
      }
      for (const { event, amounts } of events) book(event, amounts)
      assert.equal(
        [...balances.values()].reduce((total, balance) => total + balance, 0n),
        0n,
      )
      for (const { event, amounts } of events)
        book(
          event,
          amounts.map(({ kind, amount }) => ({ kind, amount: -amount })),
        )
      assert.ok([...balances.values()].every((balance) => balance === 0n))
    }),
  )
})
