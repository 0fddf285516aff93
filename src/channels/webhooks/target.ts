import { lookup as resolve, type LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { Problem } from '../../platform/outcome.ts'

/**
 * Who may set an endpoint up must not make Docket call what only Docket can reach: itself, its neighbors, the address that
 * tells a cloud machine its credentials. So an address counts when it is called, not when it is written down: a name may
 * lead elsewhere by then.
 */
const PRIVATE: readonly [address: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // None, this machine, and what stands for an address of the old kind: it may be any of the above.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

const blocked = new BlockList()
for (const [address, prefix] of PRIVATE)
  blocked.addSubnet(address, prefix, address.includes(':') ? 'ipv6' : 'ipv4')

/** True for an address that is not of the open network; one in a form that we do not know is none. */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  return family === 0 || blocked.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** An address is called that must not be. */
export class PrivateTarget extends Error {
  constructor(host: string) {
    super(`${host} is an address of a private network`)
    this.name = 'PrivateTarget'
  }
}

type Found = (
  error: Error | null,
  address: string | { address: string; family: number }[],
  family?: number,
) => void

/** Finds the address of a name as the platform does, and refuses a private one: the connection goes to what was judged. */
export function openLookup(host: string, options: LookupOptions, found: Found): void {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, [])
    if (addresses.some(({ address }) => isPrivate(address))) return found(new PrivateTarget(host), [])
    if (options.all) return found(null, addresses)
    const [first] = addresses
    found(null, first!.address, first!.family)
  })
}

/** The address without the brackets of the new kind. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** True for a URL whose host is written as a private address; a name is judged when it is looked up. */
export function namesPrivate(url: URL): boolean {
  const host = hostOf(url)
  return isIP(host) === 0 ? /(?:^|\.)localhost\.?$/i.test(host) : isPrivate(host)
}

/** What is wrong with a URL that events shall be sent to. */
export function urlProblems(text: string, allowPrivate: boolean): Problem[] {
  const wrong = (code: string, message: string): Problem[] => [{ path: '/url', code, message }]
  if (!URL.canParse(text)) return wrong('not_a_url', 'It is no URL.')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return wrong('credentials_in_url', 'It must not hold a name or a password: what we send is signed.')
  if (url.hash !== '') return wrong('not_a_url', 'It must not have a fragment: that is never sent.')
  const loopback = namesPrivate(url) && /^(?:localhost\.?|127\.[\d.]+|::1)$/i.test(hostOf(url))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    return wrong('not_https', 'It must begin with https://; http:// is for this machine only.')
  if (namesPrivate(url) && !allowPrivate)
    return wrong(
      'private_target',
      'It is an address of a private network; DOCKET_PRIVATE_WEBHOOKS=yes allows those.',
    )
  return []
}
