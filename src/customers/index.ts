export {
  accountById,
  createCustomer,
  exposureOf,
  findAccount,
  fitsCredit,
  lockAccounts,
  moveCredit,
  readAccounts,
  readAccountsOf,
  writeExposure,
  type Account,
  type AccountPicture,
  type NewCustomer,
} from './account.ts'
export { changeCreditLimit } from './change-credit-limit.ts'
export { customerRoutes } from './http.ts'
export { CustomerInput, saveCustomer } from './save-customer.ts'
