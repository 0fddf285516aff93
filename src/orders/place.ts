import {
  addressOf,
  createSite,
  findAccount,
  findSite,
  holdAddress,
  keepAddress,
  type Account,
  type AccountPicture,
  type Places,
  type WantedPlace,
} from '../customers/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Problem } from '../platform/outcome.ts'
import type { AddressInput, OrderInput } from './order-input.ts'
import type { PlaceRef } from './order.ts'
import type { SubmitRequest } from './submit-request.ts'

/** Where an order goes and who pays, as it states them. */
const PLACES = ['shipTo', 'billTo'] as const
const NOWHERE: PlaceRef = { siteId: null, addressId: null }

/** The sites that orders of known customers name; an order with none asks nothing. */
export function wantedSites(requests: readonly SubmitRequest[], accounts: AccountPicture): WantedPlace[] {
  return requests.flatMap(({ companyId, input }) =>
    PLACES.flatMap((name): WantedPlace[] => {
      const site = input[name]?.site
      if (site === undefined) return []
      const account = findAccount(accounts, companyId, input.customer.account)
      return account ? [{ companyId, customerId: account.customerId, site }] : []
    }),
  )
}

/** The addresses that orders of known customers state, in our words; an order with none asks nothing. */
export function wantedAddresses(
  understood: ReadonlyMap<SubmitRequest, { input: OrderInput }>,
  accounts: AccountPicture,
): WantedPlace[] {
  return [...understood].flatMap(([{ companyId }, { input }]) =>
    PLACES.flatMap((name): WantedPlace[] => {
      const place = input[name]
      const address = place && place.site === undefined ? addressOf(place) : undefined
      if (!address) return []
      const account = findAccount(accounts, companyId, input.customer.account)
      return account ? [{ companyId, customerId: account.customerId, address }] : []
    }),
  )
}

/** The order with the country and region of the site that it goes to: rules, tax and sourcing ask for them. */
export function withSiteCountry(
  { companyId, input }: SubmitRequest,
  accounts: AccountPicture,
  sites: Places['sites'],
): OrderInput {
  const code = input.shipTo?.site
  const account = code === undefined ? undefined : findAccount(accounts, companyId, input.customer.account)
  const site = account && findSite(sites, account, code!)
  return site ? { ...input, shipTo: { site: code!, country: site.country, region: site.region } } : input
}

/** What is judged: the country that a site brought in was not stated. */
export function withoutSiteCountry(stated: OrderInput, input: OrderInput): OrderInput {
  return stated.shipTo?.site === undefined ? input : { ...input, shipTo: stated.shipTo }
}

/** What is wrong with the sites that an order names; an unknown customer has none to be wrong. */
export function judgeSites(
  input: OrderInput,
  account: Account | undefined,
  places: Pick<Places, 'sites'>,
): Problem[] {
  if (!account) return []
  return PLACES.flatMap((name): Problem[] => {
    const code = input[name]?.site
    if (code === undefined) return []
    const path = `/${name}/site`
    const site = findSite(places.sites, account, code)
    if (!site) return [{ path, code: 'unknown_site', message: `the customer has no site ${code}` }]
    if (!site.active) return [{ path, code: 'inactive_site', message: `site ${code} is not used any more` }]
    if (site[name]) return []
    const use = name === 'shipTo' ? 'to ship to' : 'to bill to'
    return [{ path, code: 'wrong_purpose', message: `site ${code} is not a place ${use}` }]
  })
}

/**
 * Keeps what the order states of places, and refers to it. A customer that was made with the order gets its first site.
 *
 * @param made true when the customer was made with this order
 */
export function referTo(
  input: OrderInput,
  account: Account | undefined,
  places: Places,
  context: Context,
  made: boolean,
): Record<(typeof PLACES)[number], PlaceRef> {
  if (!account) return { shipTo: NOWHERE, billTo: NOWHERE }
  const billTo = placeOf(input.billTo, account, places, context)
  const shipTo = placeOf(input.shipTo, account, places, context)
  const { addressId } = shipTo
  if (!made || addressId === null) return { shipTo, billTo }
  const { country, region = '' } = input.shipTo!
  const first = createSite(places, account, { country: country!, region, addressId }, context)
  return { shipTo: { siteId: first.id, addressId }, billTo }
}

function placeOf(
  place: AddressInput | undefined,
  account: Account,
  places: Places,
  context: Context,
): PlaceRef {
  if (!place) return NOWHERE
  if (place.site !== undefined) {
    const site = findSite(places.sites, account, place.site)
    if (!site) return NOWHERE
    if (site.addressId !== null) holdAddress(places, account, site.addressId, context.writes)
    return { siteId: site.id, addressId: site.addressId }
  }
  const address = addressOf(place)
  return { siteId: null, addressId: address ? keepAddress(places, account, address, context) : null }
}
