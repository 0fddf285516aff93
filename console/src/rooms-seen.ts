/** What of a session decides which rooms it may enter. */
export interface Rights {
  scopes: readonly string[]
  rows: string
}

/** Rooms in their order: the scope that the API asks for, and whether it answers those only who see all rows. */
// The server keeps /health for itself.
const ROOMS = [
  { to: '/orders', text: 'Orders', scope: 'orders:read', whole: false },
  { to: '/new-order', text: 'New order', scope: 'orders:write', whole: false },
  { to: '/quotes', text: 'Quotes', scope: 'orders:read', whole: false },
  { to: '/approvals', text: 'Approvals', scope: 'orders:read', whole: true },
  { to: '/configure', text: 'Configure', scope: 'orders:read', whole: true },
  { to: '/operations', text: 'Operations', scope: 'orders:read', whole: true },
  { to: '/worklist', text: 'Worklist', scope: 'operations:read', whole: true },
  { to: '/fallout', text: 'Fallout', scope: 'operations:read', whole: true },
  { to: '/bulk-jobs', text: 'Bulk jobs', scope: 'operations:read', whole: true },
  { to: '/stock', text: 'Stock', scope: 'inventory:read', whole: true },
  { to: '/feeds', text: 'Feeds', scope: 'inventory:read', whole: true },
  { to: '/backlog', text: 'Backlog', scope: 'inventory:read', whole: true },
  { to: '/pick-up', text: 'Pick up', scope: 'shipments:write', whole: true },
  { to: '/strays', text: 'Strays', scope: 'shipments:read', whole: true },
  { to: '/invoices', text: 'Invoices', scope: 'billing:read', whole: false },
  { to: '/receivables', text: 'Receivables', scope: 'billing:read', whole: false },
  { to: '/receipts', text: 'Receipts', scope: 'billing:read', whole: false },
  { to: '/customers', text: 'Customers', scope: 'customers:read', whole: false },
  { to: '/matches', text: 'Matches', scope: 'customers:read', whole: true },
  { to: '/books', text: 'Books', scope: 'ledger:read', whole: true },
  { to: '/patterns', text: 'Patterns', scope: 'setup:read', whole: true },
  { to: '/models', text: 'Models', scope: 'catalog:read', whole: true },
  { to: '/channels', text: 'Channels', scope: 'setup:read', whole: true },
  { to: '/payments', text: 'Payments', scope: 'operations:read', whole: true },
  { to: '/webhooks', text: 'Webhooks', scope: 'setup:read', whole: true },
  { to: '/alerts', text: 'Alerts', scope: 'operations:read', whole: true },
  { to: '/jobs', text: 'Jobs', scope: 'operations:read', whole: true },
  { to: '/monitoring', text: 'Health', scope: 'operations:read', whole: true },
  { to: '/setup', text: 'Set-up', scope: 'setup:read', whole: true },
] as const

/** Sections of an order that need more than the order. */
const SECTIONS: Readonly<Record<string, string>> = { books: 'ledger:read', intake: 'orders:read' }

/** Rooms of the installation: they answer before there is a company. */
const OF_THE_INSTALLATION = new Set(['alerts', 'runbook', 'jobs', 'setup'])

/** True when a page is of a company, and shows nothing before there is one. */
export function needsCompany(pathname: string): boolean {
  const room = pathname.split('/')[1] ?? ''
  return room !== '' && !OF_THE_INSTALLATION.has(room)
}

/** True when the session has the scope; `whole`: and sees all rows. */
export function may({ scopes, rows }: Rights, scope: string, whole: boolean): boolean {
  return (scopes.includes('admin') || scopes.includes(scope)) && (!whole || rows === 'all')
}

/** The rooms whose questions the API answers to this session. */
export function roomsSeen(rights: Rights) {
  return ROOMS.filter(({ scope, whole }) => may(rights, scope, whole))
}

/** True when the section of an order is shown to this session. */
export function seesSection(rights: Rights, section: string): boolean {
  const scope = SECTIONS[section]
  return scope === undefined || may(rights, scope, true)
}
