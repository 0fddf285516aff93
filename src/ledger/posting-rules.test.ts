import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultAccounts, defaultPostingRules } from './default-rules.ts'
import { postedAmounts, problemsOfRule } from './posted-amounts.ts'
import { preparePostingRules, ruleFor, type PostingRule } from './posting-rules.ts'

const accounts = new Set(defaultAccounts.map((account) => account.code))
const nameOf = new Map(defaultAccounts.map((account) => [account.code, account.name]))
const facts = { company: 'acme', orderType: 'standard', itemClass: 'hardware', currency: 'GBP' }
const prepare = (rules: readonly PostingRule[]) => {
  const prepared = preparePostingRules(rules, accounts)
  assert.ok(prepared.ok, prepared.ok ? '' : JSON.stringify(prepared.problems))
  return prepared.rules
}
const post = (event: string, ...kinds: string[]) =>
  kinds.map((kind) => {
    const found = ruleFor(prepare(defaultPostingRules), event, kind, { ...facts, amount: 1n })
    assert.ok(found.ok, found.ok ? '' : found.problems[0]?.message)
    return `${nameOf.get(found.rule.debit)} / ${nameOf.get(found.rule.credit)}`
  })

test('D9 the entries of a sale: shipment, invoice, receipt, application', () => {
  assert.deepEqual(post('shipment.confirmed', 'cost'), ['Cost of goods sold / Inventory'])
  assert.deepEqual(post('invoice.issued', 'revenue', 'tax', 'freight'), [
    'Accounts receivable / Revenue',
    'Accounts receivable / Tax payable',
    'Accounts receivable / Freight revenue',
  ])
  assert.deepEqual(post('receipt.received', 'receipt'), ['Cash / Unapplied receipts'])
  assert.deepEqual(post('receipt.applied', 'application'), ['Unapplied receipts / Accounts receivable'])
})

test('D9 the entries of deposits, credits and returns', () => {
  assert.deepEqual(post('deposit.received', 'deposit'), ['Cash / Customer deposits'])
  assert.deepEqual(post('deposit.applied', 'deposit'), ['Customer deposits / Accounts receivable'])
  assert.deepEqual(post('credit_memo.issued', 'revenue', 'tax', 'freight'), [
    'Revenue / Accounts receivable',
    'Tax payable / Accounts receivable',
    'Freight revenue / Accounts receivable',
  ])
  assert.deepEqual(post('credit.granted', 'revenue'), ['Revenue / Accounts receivable'])
  assert.deepEqual(post('return.received', 'cost'), ['Inventory / Cost of goods sold'])
})

test('D9 the entries of stock: received, opened, counted', () => {
  assert.deepEqual(post('stock.received', 'cost', 'price_variance'), [
    'Inventory / Receipts accrual',
    'Purchase price variance / Receipts accrual',
  ])
  assert.deepEqual(post('stock.opened', 'cost'), ['Inventory / Opening equity'])
  assert.deepEqual(post('stock.adjusted', 'gain'), ['Inventory / Stock gain'])
  assert.deepEqual(post('stock.adjusted', 'loss'), ['Stock loss / Inventory'])
  assert.deepEqual(post('stock.reconciled', 'gain'), ['Inventory / Stock gain'])
  assert.deepEqual(post('stock.reconciled', 'loss'), ['Stock loss / Inventory'])
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
    const asked = { orderType, itemClass, company, currency: 'GBP', amount }
    const found = ruleFor(prepare(rules), 'invoice.issued', 'revenue', asked)
    return found.ok && found.rule.id
  }
  assert.equal(chosen('rental', 'hardware', 'other'), 'any')
  assert.equal(chosen('rental', 'hardware', 'other', 50_001n), 'large')
  assert.equal(chosen('standard', 'hardware', 'other', 50_001n), 'type')
  assert.equal(chosen('standard', 'service', 'other'), 'class')
  assert.equal(chosen('rental', 'service', 'acme'), 'company')
  assert.equal(chosen('standard', 'service', 'acme'), 'all')
})

test('D9 a missing rule refuses the event and names event, kind and class', () => {
  const asked = { ...facts, amount: 1n }
  assert.deepEqual(ruleFor(prepare(defaultPostingRules), 'invoice.issued', 'surcharge', asked), {
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
      { ...base, id: 'five', kind: 'e', credit: '1200' },
    ],
    accounts,
  )
  assert.equal(prepared.ok, false)
  assert.deepEqual(prepared.ok ? [] : prepared.problems.map((problem) => `${problem.path} ${problem.code}`), [
    '/rules/two/event rule_ambiguous',
    '/rules/three/credit account_unknown',
    '/rules/five/credit accounts_equal',
  ])
})

test('D9 a condition that fails refuses the event, it does not fall through to a general rule', () => {
  const base = { version: 1, event: 'a', kind: 'b', debit: '1200', credit: '4000' }
  for (const when of ['1 / (amount - amount) > 0', 'nobody == 1']) {
    const rules = prepare([
      { ...base, id: 'any' },
      { ...base, id: 'bad', when },
    ])
    const found = ruleFor(rules, 'a', 'b', { ...facts, amount: 1n })
    assert.equal(found.ok ? '' : found.code, 'posting_rule_fault')
  }
})

test('D9 a condition on the amount is refused for every event that moves stock, and taken for all others', () => {
  // What goods are worth is known under the lock of their pool alone, whatever event moves them.
  const stock = new Set(
    postedAmounts
      .filter(({ debit, credit }) => debit === 'inventory' || credit === 'inventory')
      .map(({ event }) => event),
  )
  for (const { event, kind, debit, credit } of postedAmounts) {
    const rule = { event, amountKind: kind, condition: 'amount > 5000', debit, credit }
    const known = !stock.has(event) && kind !== 'exchange'
    assert.deepEqual(
      problemsOfRule(rule).map(({ path, code }) => `${event}/${kind} ${path} ${code}`),
      known ? [] : [`${event}/${kind} /condition rule_type`],
    )
  }
  assert.ok(stock.has('stray.left') && stock.has('stray.returned') && !stock.has('stray.billed'))
})
