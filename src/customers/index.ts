/** Who buys, and how much more of it on credit. */
export * from './account.ts'
export { changeCreditLimit, type CreditLimitInput } from './change-credit-limit.ts'
export { customerRoutes } from './http.ts'
export { CustomerInput, saveCustomer } from './save-customer.ts'
