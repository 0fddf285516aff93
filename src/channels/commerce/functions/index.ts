import type { ChannelFunction, FunctionName } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import type { CommerceSettings } from '../settings.ts'
import { inventory } from './inventory.ts'
import { orderQualification, orderValidation } from './orders.ts'
import { orderStatus } from './status.ts'
import { priceValidation } from './prices.ts'
import { returnValidation } from './returns.ts'
import { shipping } from './shipping.ts'
import { tax } from './tax.ts'

/** Function webhooks of Oracle CX Commerce that Docket answers (C-10). Payment is not among them: Docket has no gateway. */
export const functions: Record<FunctionName, ChannelFunction<MappedFor<CommerceSettings>>> = {
  'order-qualification': orderQualification,
  'price-validation': priceValidation,
  shipping,
  tax,
  'order-validation': orderValidation,
  'return-validation': returnValidation,
  inventory,
  'order-status': orderStatus,
}
