import { lookup as resolve, type LookupOptions } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { Readable } from 'node:stream'

/**
 * The one rule for addresses that are set over the API. Who may set up where something is sent to, or asked, must not make Docket call
 * what only Docket can reach: itself, its neighbors, the address that tells a cloud machine its credentials. So an address counts when
 * it is called, not when it is written down: a name may lead elsewhere by then. Addresses in the environment of a process are the
 * operator's own, and are called as they stand.
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
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
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

/** What somebody is told who set such an address up. */
export const PRIVATE_PROBLEM = {
  code: 'private_target',
  message: 'It is an address of a private network; DOCKET_PRIVATE_WEBHOOKS=yes allows those.',
} as const

/** The address without the brackets of the new kind. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** True for a URL whose host is written as a private address; a name is judged when it is looked up. */
export function namesPrivate(url: URL): boolean {
  const host = hostOf(url)
  return isIP(host) === 0 ? /(?:^|\.)localhost\.?$/i.test(host) : isPrivate(host)
}

/** What is asked of an outside system; `signal` ends the call and the reading of its answer. */
export interface OutsideCall {
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string
  signal: AbortSignal
}

/**
 * Calls an address that was set over the API, as `fetch` would, but for what the rule forbids. Redirects are not followed: one would
 * take what is sent to another house.
 *
 * @param allowPrivate the operator allows addresses of private networks
 * @throws PrivateTarget, or what the network says
 */
export async function callOutside(
  address: URL,
  { method, headers, body, signal }: OutsideCall,
  allowPrivate: boolean,
): Promise<Response> {
  if (!allowPrivate && namesPrivate(address)) throw new PrivateTarget(address.hostname)
  const options = {
    method,
    signal,
    // A connection of its own: one that was left open may be closing.
    agent: false,
    headers: { 'user-agent': 'Docket', 'accept-encoding': 'identity', ...headers },
    ...(allowPrivate ? {} : { lookup: openLookup }),
  }
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    request(address, options, resolve).on('error', reject).end(body)
  })
  const status = message.statusCode ?? 0
  if (status < 200 || status > 599) {
    message.destroy()
    throw new Error(`answered ${status}, which is no status of HTTP`)
  }
  const answered = Object.entries(message.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  if (!BODILESS.has(status))
    return new Response(Readable.toWeb(message) as ReadableStream, { status, headers: answered })
  message.resume()
  return new Response(null, { status, headers: answered })
}

const BODILESS: ReadonlySet<number> = new Set([204, 205, 304])
