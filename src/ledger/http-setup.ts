import type { Route } from '../platform/http/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { IdShape } from '../platform/wire.ts'
import { LedgerAccountInput, saveLedgerAccount } from './save-ledger-account.ts'
import { PeriodInput, savePeriod } from './save-period.ts'
import { PostingRuleInput, savePostingRule } from './save-posting-rule.ts'
import { accountsOfCompanies, periodsOfCompanies, rulesOfCompanies } from './setup.sql.ts'

const scopes = { tag: 'Ledger', read: 'ledger:read', write: 'ledger:write' } as const

/** Routes of the chart of accounts, the posting rules and the periods. */
export function ledgerSetupRoutes(routing: SetupRouting): Route[] {
  return [
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'ledger account',
      plural: 'ledger accounts',
      path: 'ledger-accounts',
      schema: LedgerAccountInput,
      act: saveLedgerAccount,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(accountsOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(accountsOfCompanies, read).map(({ code, name, type, control }) => ({
          key: [code],
          body: { code, name, type, ...(control === null ? {} : { control }) },
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'posting rule',
      named: ['event', 'amountKind', 'orderType', 'itemClass', 'condition'],
      plural: 'posting rules',
      path: 'posting-rules',
      schema: PostingRuleInput,
      act: savePostingRule,
      keyShape: 'sss',
      shown: { id: IdShape },
      async list(db, companyId, at) {
        const [rules, accounts] = await Promise.all([
          db.read(rulesOfCompanies, { companyIds: [companyId] }),
          db.read(accountsOfCompanies, { companyIds: [companyId] }),
        ])
        const codes = new Map(accounts.map((account) => [account.id, account.code]))
        const rows = camelRows(rulesOfCompanies, rules).map((rule) => ({
          key: [rule.event, rule.amountKind, String(rule.id)],
          body: {
            id: encodeId('rul', rule.id),
            event: rule.event,
            amountKind: rule.amountKind,
            ...(rule.orderType === null ? {} : { orderType: rule.orderType }),
            ...(rule.itemClass === null ? {} : { itemClass: rule.itemClass }),
            ...(rule.condition === null ? {} : { condition: rule.condition }),
            debitAccount: codes.get(rule.debitAccount),
            creditAccount: codes.get(rule.creditAccount),
            active: rule.active,
          },
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'period',
      plural: 'periods',
      path: 'periods',
      schema: PeriodInput,
      act: savePeriod,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(periodsOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(periodsOfCompanies, read).map(({ code, startsOn, endsOn }) => ({
          key: [code],
          body: { code, startsOn, endsOn },
        }))
        return pagedWhole(rows, at)
      },
    }),
  ]
}
