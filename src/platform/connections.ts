/**
 * Connections to outside systems, by the name of their variables in lower case. A connection belongs to the companies that it was
 * given to: who sets one company up must not reach by a name what another one was given.
 */

/** Codes of the companies that a connection was given to; undefined: nothing is said of that. */
export type Given = readonly string[] | undefined

/** How an outside system is reached. What is secret stands in the environment only, and is never logged. */
export interface OutsideConnection {
  url: string
  /** Sent as `Authorization: Bearer`. */
  token: string | undefined
  /** Signs each call. */
  secret: string | undefined
  companies: Given
}

/** How the Admin API of a shop is reached. The key stands in the environment only, and is never logged. */
export interface ShopConnection {
  baseUrl: string
  /** Gives access tokens. */
  applicationKey: string
  /** Code of the source system of its orders; undefined: the one that is named like the connection. */
  source: string | undefined
  companies: Given
}

/**
 * Which of all companies a connection was given to. One of which nothing is said belongs to the only company that there is; where
 * there are several, to none of them.
 */
export function givenTo<C extends { code: string }>(
  { companies }: { companies: Given },
  all: readonly C[],
): readonly C[] {
  if (companies === undefined) return all.length === 1 ? all : []
  return all.filter(({ code }) => companies.includes(code))
}

/** `<kind>_<NAME>_URL` with its `_TOKEN`, its `_SECRET`, or both, and its `_COMPANIES`. */
export function outsideConnections(
  env: Readonly<Record<string, string | undefined>>,
  kind: 'DOCKET_OUTSIDE' | 'DOCKET_PAYMENTS' | 'DOCKET_SYSTEM',
  wrong: string[],
): Map<string, OutsideConnection> {
  const variables = new RegExp(`^${kind}_([A-Z][A-Z0-9_]{0,39})_(URL|TOKEN|SECRET|COMPANIES)$`)
  const found = new Map<string, OutsideConnection>()
  for (const [variable, value] of Object.entries(env)) {
    const [, name, part] = variables.exec(variable) ?? []
    if (name === undefined || !value?.trim()) continue
    const none = { url: '', token: undefined, secret: undefined, companies: undefined }
    const connection: OutsideConnection = found.get(name.toLowerCase()) ?? none
    found.set(name.toLowerCase(), connection)
    if (part === 'COMPANIES') connection.companies = companiesIn(variable, value, wrong)
    else connection[part!.toLowerCase() as 'url' | 'token' | 'secret'] = value.trim()
  }
  for (const [name, { url, token, secret }] of found) {
    const prefix = `${kind}_${name.toUpperCase()}`
    checkAddress(`${prefix}_URL`, url, wrong)
    if (secret !== undefined && secret.length < 16)
      wrong.push(`${prefix}_SECRET must have at least 16 characters.`)
    // A header holds nothing else; anything else would fail at the first call, with the token in the message.
    if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
      wrong.push(`${prefix}_TOKEN must be of visible ASCII characters.`)
  }
  return found
}

/** Codes of companies, parted by commas; undefined: nothing is said. */
function companiesIn(variable: string, text: string, wrong: string[]): Given {
  if (text.trim() === '') return undefined
  const codes = text.split(',').map((one) => one.trim())
  if (!codes.every((one) => /^[A-Z0-9][A-Z0-9_-]{0,39}$/.test(one)))
    wrong.push(`${variable} must hold codes of companies, parted by commas.`)
  return codes
}

function checkAddress(variable: string, url: string, wrong: string[]): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password) return
  wrong.push(
    `${variable} must be a URL that begins with https:// or http:// and holds no password (its value is not shown).`,
  )
}

const SHOP = /^DOCKET_SHOP_([A-Z][A-Z0-9_]{0,39})_URL$/

/** `DOCKET_SHOP_<NAME>_URL` with its `_KEY`, its `_COMPANIES`, and its `_SOURCE` where that has another name. */
export function shopConnections(
  env: Readonly<Record<string, string | undefined>>,
  wrong: string[],
): Map<string, ShopConnection> {
  const found = new Map<string, ShopConnection>()
  for (const [variable, value] of Object.entries(env)) {
    const [, name] = SHOP.exec(variable) ?? []
    if (name === undefined || !value?.trim()) continue
    const baseUrl = value.trim().replace(/\/+$/, '')
    checkAddress(variable, baseUrl, wrong)
    // Its API hangs from the root: what is joined to a path would be told nowhere.
    if (URL.canParse(baseUrl) && !/^\/?$/.test(new URL(baseUrl).pathname))
      wrong.push(`${variable} must end with the host, without a path: ${new URL(baseUrl).origin}.`)
    const keyName = `DOCKET_SHOP_${name}_KEY`
    const applicationKey = env[keyName]?.trim() ?? ''
    // A header holds nothing else; anything else would fail at the first call, with the key in the message.
    if (!/^[\x21-\x7e]{16,}$/.test(applicationKey))
      wrong.push(`${keyName} must be at least 16 visible ASCII characters.`)
    const source = env[`DOCKET_SHOP_${name}_SOURCE`]?.trim() || undefined
    const given = `DOCKET_SHOP_${name}_COMPANIES`
    const companies = companiesIn(given, env[given] ?? '', wrong)
    found.set(name.toLowerCase(), { baseUrl, applicationKey, source, companies })
  }
  return found
}
