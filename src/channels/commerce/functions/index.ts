import type {
  ChannelFunction,
  FunctionName,
  PaymentFunction,
  PaymentFunctionName,
} from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import type { CommerceSettings } from '../settings.ts'
import { inventory } from './inventory.ts'
import { orderQualification, orderValidation } from './orders.ts'
import { cardPayment, genericPayment } from './payment.ts'
import { orderStatus } from './status.ts'
import { priceValidation } from './prices.ts'
import { returnValidation } from './returns.ts'
import { shipping } from './shipping.ts'
import { tax } from './tax.ts'

/** Function webhooks of Oracle CX Commerce that Docket answers (C-10) from what it knows. */
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

/** Function webhooks of payment (C-31), which a payment gateway answers. */
export const payments: Record<PaymentFunctionName, PaymentFunction<MappedFor<CommerceSettings>>> = {
  'card-payment': cardPayment,
  'generic-payment': genericPayment,
}
