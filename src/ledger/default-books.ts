import { Fault, type Door } from '../platform/batch/index.ts'
import { isRefusal } from '../platform/setup.ts'
import { defaultAccounts, defaultPostingRules } from './default-rules.ts'
import { saveLedgerAccount } from './save-ledger-account.ts'
import { monthsOf, savePeriod } from './save-period.ts'
import { savePostingRule } from './save-posting-rule.ts'

/**
 * Gives a company the default chart of accounts, the default posting rules and monthly periods. What is there already
 * under the same codes is brought back to the default.
 *
 * @throws when something is refused (a chart of the company's own stands in the way)
 */
export async function installDefaultBooks(
  door: Door,
  companyId: bigint,
  years: readonly number[],
): Promise<void> {
  const accounts = defaultAccounts.map((input) => ({ companyId, input }))
  const rules = defaultPostingRules.map((rule) => ({
    companyId,
    input: {
      event: rule.event,
      amountKind: rule.kind,
      debitAccount: rule.debit,
      creditAccount: rule.credit,
      ...(rule.orderType === undefined ? {} : { orderType: rule.orderType }),
      ...(rule.itemClass === undefined ? {} : { itemClass: rule.itemClass }),
      ...(rule.when === undefined ? {} : { condition: rule.when }),
    },
  }))
  const periods = years.flatMap((year) => monthsOf(year).map((input) => ({ companyId, input })))
  const internal = { internal: true }
  const outcomes = [
    ...(await door.requestAll(saveLedgerAccount, accounts, internal)),
    ...(await door.requestAll(savePostingRule, rules, internal)),
    ...(await door.requestAll(savePeriod, periods, internal)),
  ]
  for (const outcome of outcomes) {
    if (outcome instanceof Fault) throw outcome
    if (isRefusal(outcome)) throw new Error(outcome.problems.map((problem) => problem.message).join(' '))
  }
}
