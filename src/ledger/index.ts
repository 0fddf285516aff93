export {
  Books,
  readBooks,
  type ComputedEntry,
  type Determination,
  type Entry,
  type EntryHeader,
  type PostingQuestion,
} from './book.ts'
export type { ComputedEvent } from './condition-facts.ts'
export { installDefaultBooks } from './default-books.ts'
export { FOLD_LIMITS, foldBalances, foldJob } from './fold.ts'
export { postedAmounts } from './posted-amounts.ts'
export { ledgerSetupRoutes } from './http-setup.ts'
export { LedgerAccountInput, saveLedgerAccount } from './save-ledger-account.ts'
export { monthsOf, PeriodInput, savePeriod } from './save-period.ts'
export { faultsOfRules, PostingRuleInput, savePostingRule } from './save-posting-rule.ts'
export { ledgerReadRoutes } from './http.ts'
export { placeAt, readTrialBalance } from './read.ts'
export { postingRuleId, sourceId } from './source.ts'
