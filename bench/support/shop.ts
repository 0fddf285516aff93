import type { Stage } from './stage.ts'

/** The secret by which the shop of a bench signs. */
export const SECRET = 'the-secret-of-the-bench'

/** Connects a shop: its source and its channel. @returns where it sends and asks */
export async function connectShop(
  stage: Stage,
  settings: Record<string, unknown> = {},
  source: 'marketplace' | 'webshop' = 'marketplace',
): Promise<{ webhooks: string; functions: Record<string, string> }> {
  // Of what stands already in the source it can then be asked, too.
  await stage.ask({
    kind: 'put',
    path: '/api/v1/source-systems',
    body: { code: source, name: 'Shop', prePriced: true, createCustomers: true },
  })
  const channel = await stage.ask({
    kind: 'put',
    path: '/api/v1/channels/shop',
    body: {
      name: 'Shop',
      kind: 'commerce',
      source,
      signingSecrets: [SECRET],
      settings: {
        algorithm: 'sha512',
        payment: 'without_details',
        shippingMethods: { ground: 'standard' },
        paymentMethods: { creditCard: { code: 'card', prepaid: false } },
        ...settings,
      },
    },
  })
  return channel as { webhooks: string; functions: Record<string, string> }
}
