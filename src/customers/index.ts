export { actsFor, mayMake, nameMaker, readActing, type Acting, type ActingPicture } from './acting.ts'
export {
  addressFromRow,
  addressMembers,
  addressOf,
  AddressShape,
  CountryCode,
  createSite,
  findAddress,
  findSite,
  holdAddress,
  holdCustomer,
  keepAddress,
  readPlaces,
  type Address,
  type Places,
  type WantedPlace,
} from './address.ts'
export {
  accountById,
  createCustomer,
  exceededBy,
  exposureOf,
  findAccount,
  lockAccounts,
  moveCredit,
  newAccount,
  readAccounts,
  readAccountsOf,
  readPartnerAccounts,
  USUAL_DELIVERY_PRIORITY,
  writeExposure,
  type Account,
  type AccountPicture,
  type NewCustomer,
} from './account.ts'
export { noteCustomer } from './add-note.ts'
export { changeCreditLimit } from './change-credit-limit.ts'
export { describedCustomers } from './described.ts'
export { erasePersonRows, readPersons, type Person } from './erase.ts'
export { customerRoutes } from './http.ts'
export { ContactInput, saveContact } from './save-contact.ts'
export { CustomerInput, saveCustomer } from './save-customer.ts'
export { compareRecords } from './match.ts'
export { readPhone, spellingsOf } from './phone.ts'
export { nameKey } from './name-key.ts'
export { matchJob, matchQueues } from './match-new.ts'
export { CreditDefaultInput, saveCreditDefault } from './save-credit-default.ts'
export { PartnerLimitInput, savePartnerLimit } from './save-partner-limit.ts'
export { MatchRuleInput, saveMatchRule } from './save-match-rule.ts'
export { saveLegalHold } from './save-legal-hold.ts'
export { saveSite, SiteInput } from './save-site.ts'
export { PlaceView } from './place.ts'
