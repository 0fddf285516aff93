import { OutsideFailure, type InboundEvent, type Mapped } from './port.ts'
import { failed, type Verdict, type Work } from './work.ts'

/** A message in our words, or why it cannot be said in them. */
export async function understand(
  work: Work,
  bytes: Buffer,
  { signal, allowPrivate }: { signal: AbortSignal; allowPrivate: boolean },
): Promise<Mapped | Verdict> {
  const { channel, company } = work
  const { kind, settings, secrets, source } = channel
  const event = work.event as InboundEvent
  const recognized = kind.recognize(bytes, settings)
  if (!recognized.ok) return { outcome: 'failed', problems: recognized.problems }
  let { content } = recognized
  const path = kind.leftOut(content, event)
  if (path !== null) {
    const { baseUrl } = settings as { baseUrl?: string }
    const { applicationKey } = secrets
    if (!kind.complete || baseUrl === undefined || applicationKey === null)
      return failed('truncated', 'it was cut, and the channel says not where to ask for the whole')
    try {
      content = await kind.complete(content, path, { baseUrl, applicationKey, allowPrivate }, signal)
    } catch (error) {
      if (!(error instanceof OutsideFailure)) throw error
      return { ...failed('fetch_failed', error.message), outcome: 'again' }
    }
  }
  const { currency, country, timeZone } = company
  return kind.map(content, event, { source, currency, country, timeZone, settings })
}
