import assert from 'node:assert/strict'
import { test } from 'node:test'
import { may, needsCompany, roomsSeen, seesSection } from './rooms-seen.ts'

const ALL = ['billing', 'customers', 'inventory', 'ledger', 'operations', 'orders', 'setup', 'shipments'].map(
  (one) => `${one}:read`,
)
const SCOPES = {
  administrator: ['admin'],
  operations: ALL.filter((scope) => scope !== 'ledger:read'),
  viewer: ALL,
  partner: ['inventory:read', 'orders:read'],
  customer: ['billing:read', 'orders:read'],
}
type Role = keyof typeof SCOPES

test('a session is shown the rooms and sections that the API answers to it', () => {
  const rights = (role: Role, rows = 'all') => ({ scopes: SCOPES[role], rows })
  const rooms = (role: Role, rows?: string) => roomsSeen(rights(role, rows)).map(({ text }) => text)
  assert.equal(rooms('administrator').length, 29)
  assert.deepEqual(rooms('customer', 'customers'), [
    'Orders',
    'Quotes',
    'Invoices',
    'Receivables',
    'Receipts',
  ])
  assert.deepEqual(rooms('partner', 'partner'), ['Orders', 'Quotes'])
  assert.ok(!rooms('operations').includes('Books') && rooms('operations').includes('Health'))
  assert.ok(rooms('operations').includes('Worklist') && !rooms('partner').includes('Worklist'))
  const sections = ['lines', 'documents', 'plan', 'books', 'timeline', 'intake']
  const seen = (role: Role, rows?: string) => sections.filter((one) => seesSection(rights(role, rows), one))
  assert.deepEqual(seen('viewer'), sections)
  assert.deepEqual(seen('operations'), ['lines', 'documents', 'plan', 'timeline', 'intake'])
  assert.deepEqual(seen('customer', 'customers'), ['lines', 'documents', 'plan', 'timeline'])
  assert.equal(may(rights('customer', 'customers'), 'customers:read', false), false)
})

test('what is of the installation is there before a company is', () => {
  const there = roomsSeen({ scopes: ['admin'], rows: 'all' }).filter(({ to }) => !needsCompany(to))
  assert.deepEqual(
    there.map(({ to }) => to),
    ['/alerts', '/jobs', '/setup'],
  )
  assert.ok(!needsCompany('/') && !needsCompany('/jobs/messages') && needsCompany('/orders/ord_1'))
})
