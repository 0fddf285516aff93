import type { Problem } from '../../platform/outcome.ts'
import { hostOf, namesPrivate, PRIVATE_PROBLEM } from '../../platform/outside-address.ts'

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
  if (namesPrivate(url) && !allowPrivate) return wrong(PRIVATE_PROBLEM.code, PRIVATE_PROBLEM.message)
  return []
}
