import { checkInvariants } from '../../check-invariants.ts'
import { count, fail, pass, type Finding, type Means, type SetupView, type Step } from '../step.ts'
import { tryOrder } from '../try-order.ts'

/** Does all of it work together? */
export const proofSteps: Step[] = [
  {
    key: 'test_order',
    area: 'proof',
    title: 'A test order, there and back',
    why: 'Captured, priced, taxed, promised, shipped, billed and paid by this set-up, in a sandbox company beside this one: the own books stay clean.',
    required: true,
    how: ['npx docket setup check test_order --company ACME', 'POST /api/v1/setup/steps/test_order/check'],
    after: [
      'accounts',
      'posting_rules',
      'periods',
      'items',
      'prices',
      'tax_rates',
      'order_sources',
      'patterns',
    ],
    kind: 'probe',
    check: tryOrder,
  },
  {
    key: 'laws',
    area: 'proof',
    title: 'The laws hold',
    why: 'What was taken in so far (opening stock, the past) must be in the books as it is in the documents.',
    required: true,
    how: ['npx docket setup check laws --company ACME', 'npx docket invariants'],
    room: '/monitoring',
    after: ['company'],
    kind: 'probe',
    check: checkLaws,
  },
]

async function checkLaws({ company }: SetupView, { laws }: Means): Promise<Finding> {
  const results = await checkInvariants(laws, { companyId: company.id })
  const broken = results.filter(({ rows }) => rows.length > 0)
  if (broken.length > 0)
    return fail(
      `${count(broken.length, 'law')} broken: ${broken.map(({ law }) => law).join(', ')}.`,
      'npx docket invariants names the rows; see docs/operating/invariants-broken.md.',
    )
  const late = results.filter(({ checked }) => !checked)
  return late.length === 0
    ? pass(`All ${results.length} laws hold.`)
    : fail(
        `Not checked in time: ${late.map(({ law }) => law).join(', ')}.`,
        'npx docket invariants takes its time.',
      )
}
