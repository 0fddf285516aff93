import { isLoopback } from '../../../platform/config.ts'
import { fail, pass, type Finding } from '../step.ts'

const PROBE_MS = 5000
const SET =
  'Say `publicUrl` in the settings of the company: the https:// address at which channels reach Docket.'

/**
 * Asks the address for a page that tells nothing. Only an administrator sets it, only https is asked (http on this machine
 * alone), no redirect is followed and no answer is shown: it cannot be used to look around a network.
 */
export async function reach(given: unknown): Promise<Finding> {
  if (typeof given !== 'string' || !URL.canParse(given)) return fail('No public address is set.', SET)
  const { protocol, hostname, origin, pathname, username, password } = new URL(given)
  if (username !== '' || password !== '') return fail('The address holds a password.', SET)
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return fail(
      `${origin} is not HTTPS.`,
      'Put a server with a certificate in front, and say its https:// address.',
    )
  const url = `${origin}${pathname.replace(/\/$/, '')}/health/live`
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) })
    const { status, headers } = response
    await response.body?.cancel()
    if (status === 200 && headers.get('content-type')?.startsWith('application/json'))
      return pass(
        `${origin} answers${protocol === 'https:' ? ' with a certificate that is trusted' : ', on this machine. A shop elsewhere needs https://'}.`,
      )
    return fail(
      `${url} answers ${status}, not as Docket does.`,
      'Let the server in front pass every path on to Docket.',
    )
  } catch (error) {
    return fail(
      `${url} cannot be reached: ${reasonOf(error)}.`,
      'Check the name, the certificate and what stands in front of Docket.',
    )
  }
}

function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error
  if (name === 'TimeoutError') return `no answer within ${PROBE_MS / 1000} s`
  const { code } = (cause ?? {}) as { code?: string }
  return code ?? (cause as Error | undefined)?.message ?? message
}
