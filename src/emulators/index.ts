/** Systems that are not ours, played for tests, demonstrations and trying things out. */
export { runCommerce, type CommerceEmulatorOptions } from './commerce/run.ts'
export { runPayments, type PaymentsEmulatorOptions } from './payments/run.ts'
export type { Activation, Switches as ProvisioningSwitches } from './provisioning/network.ts'
export { runProvisioning, type ProvisioningOptions } from './provisioning/run.ts'
export type { Switches, Transaction } from './payments/gateway.ts'
