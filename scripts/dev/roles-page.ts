import { ROLE_SCOPES, ROLES } from '../../src/platform/auth/index.ts'
import { SCOPES } from '../../src/platform/http/index.ts'

interface Published {
  paths: Record<string, Record<string, { operationId?: string; description?: string }>>
}

const HEAD = `# Roles and scopes

Written by \`npm run generate\` from the roles and the routes. Do not edit.

A role gives scopes; a scope opens operations of the API. A user may have several roles, which add up; an API key names its
scopes. \`administrator\` has \`admin\`, which includes every scope. Partners and customers see rows of their accounts alone, and an
operation that cannot tell rows apart refuses them (\`rows_limited\`). Why scopes are cut as they are:
[decision 0032](../decisions/0032-scopes-protect-and-partners-act.md).

**An order is read with what became of it.** \`orders:read\` alone shows of an order its shipments, returns and strays, its invoices and
credit memos with what was paid of them, its deposits, plan and timeline: \`shipments:read\` and \`billing:read\` open the lists of these over
all orders, and each by its own id. Only what stands in the books (the section \`books\` and the postings of an order) needs
\`ledger:read\`, too; costs need \`inventory:read\`, names and streets \`customers:read\` or \`shipments:read\`.
`

/** docs/reference/roles.md: which role has which scope, and what each opens. */
export function rolesPage(document: unknown): string {
  const opened = operationsByScope(document as Published)
  const roles = ROLES.filter((role) => role !== 'administrator')
  const table = [
    ['Scope', ...roles],
    ['---', ...roles.map(() => ':-:')],
    ...SCOPES.filter((scope) => scope !== 'admin').map((scope) => [
      `\`${scope}\``,
      ...roles.map((role) => (ROLE_SCOPES[role].includes(scope) ? '✓' : '')),
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`)
  const lists = SCOPES.map((scope) => {
    const operations = (opened.get(scope) ?? []).toSorted().map((one) => `- \`${one}\``)
    return [`### \`${scope}\``, '', ...(operations.length > 0 ? operations : ['- nothing by itself'])].join(
      '\n',
    )
  })
  return `${HEAD}\n${table.join('\n')}\n\n## What each scope opens\n\nWhat an operation asks for beside it stands in its description.\n\n${lists.join('\n\n')}\n`
}

/** Operations by the scopes that their descriptions end with; of several, any opens one. */
function operationsByScope({ paths }: Published): Map<string, string[]> {
  const opened = new Map<string, string[]>()
  for (const { operationId, description } of Object.values(paths).flatMap((path) => Object.values(path))) {
    const [, said = ''] = /Needs the scope ([^.]*)\.$/.exec(description ?? '') ?? []
    for (const [, scope] of said.matchAll(/`([^`]+)`/g)) {
      opened.set(scope!, [...(opened.get(scope!) ?? []), operationId!])
    }
  }
  return opened
}
