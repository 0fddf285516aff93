import { isLoopback } from '../../../platform/config.ts'
import { callOutside } from '../../../platform/outside-address.ts'
import { fail, pass, type Finding, type Means } from '../step.ts'

const PROBE_MS = 5000
const SET =
  'Say `publicUrl` in the settings of the company: the https:// address at which channels reach Docket.'

/**
 * Asks the address for a page that tells nothing, by the rule for all addresses that are set over the API. What is told is whether
 * Docket is reached there and whether the certificate is valid, and nothing else of what was found: it cannot be used to look around a
 * network. On this machine alone this server itself may be asked, for tries: who asks for it has reached it.
 */
export async function reach(
  given: unknown,
  { privateAddresses, url: own }: Pick<Means, 'privateAddresses' | 'url'>,
): Promise<Finding> {
  if (typeof given !== 'string' || !URL.canParse(given)) return fail('No public address is set.', SET)
  const { protocol, hostname, port, origin, pathname, username, password } = new URL(given)
  if (username !== '' || password !== '') return fail('The address holds a password.', SET)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return fail(
      `${origin} is not HTTPS.`,
      'Put a server with a certificate in front, and say its https:// address.',
    )
  const isOwn = protocol === 'http:' && port === new URL(own()).port
  const url = `${origin}${pathname.replace(/\/$/, '')}/health/live`
  const unreached = fail(
    `Docket cannot be reached at ${url}.`,
    'Check the name and what stands in front of Docket, which has to pass every path on. An address of a private network is asked only where DOCKET_PRIVATE_WEBHOOKS=yes allows it.',
  )
  try {
    const signal = AbortSignal.timeout(PROBE_MS)
    const { status, headers, body } = await callOutside(
      new URL(url),
      { method: 'GET', headers: {}, signal },
      privateAddresses || isOwn,
    )
    await body?.cancel()
    if (status !== 200 || !headers.get('content-type')?.startsWith('application/json')) return unreached
    return pass(
      `${origin} answers${protocol === 'https:' ? ' with a certificate that is trusted' : ', on this machine. A shop elsewhere needs https://'}.`,
    )
  } catch (error) {
    if (!ofCertificate(error)) return unreached
    return fail(
      `${origin} has no valid certificate.`,
      'Give the server in front of Docket a certificate that is trusted and names this host.',
    )
  }
}

/** Whether TLS refused the certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function ofCertificate(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return /^(?:ERR_TLS_CERT|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/.test(
    code,
  )
}
