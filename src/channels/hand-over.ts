import type { OrderInput } from '../orders/index.ts'

/** What became of orders that were handed over. */
export interface HandedOver {
  handed: number
  submitted: number
  drafts: number
  failed: number
  refused: number
}

const AT_ONCE = 50

/**
 * Hands orders over as any channel would: by HTTP, with a key, many in one request.
 *
 * @param url of the server
 * @param progress told after each request
 * @throws when the server does not answer with outcomes
 */
export async function handOver(
  orders: Iterable<OrderInput>,
  to: { url: string; apiKey: string; company: string; signal: AbortSignal },
  progress: (sum: HandedOver) => void,
): Promise<HandedOver> {
  const sum = { handed: 0, submitted: 0, drafts: 0, failed: 0, refused: 0 }
  const send = async (lines: string[]): Promise<void> => {
    const response = await fetch(`${to.url}/api/v1/orders/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${to.apiKey}`,
        'content-type': 'application/x-ndjson',
        'docket-company': to.company,
      },
      body: lines.join('\n'),
      signal: to.signal,
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`The orders were not taken (${response.status}): ${text.slice(0, 500)}`)
    for (const line of text.trimEnd().split('\n')) count(sum, line)
    progress(sum)
  }
  let lines: string[] = []
  for (const order of orders) {
    lines.push(JSON.stringify(order))
    if (lines.length === AT_ONCE) {
      await send(lines)
      lines = []
    }
  }
  if (lines.length > 0) await send(lines)
  return sum
}

function count(sum: HandedOver, line: string): void {
  const outcome = JSON.parse(line) as { order?: { state: string } }
  sum.handed++
  if (!outcome.order) sum.refused++
  else if (outcome.order.state === 'draft') sum.drafts++
  else if (outcome.order.state === 'failed') sum.failed++
  else sum.submitted++
}
