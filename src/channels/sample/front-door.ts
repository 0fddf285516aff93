/** The API of a server as one actor uses it: by HTTP, with a key of its own. */
export interface FrontDoor {
  /** @param path below /api/v1 */
  get<T>(path: string): Promise<T>
  /** Sends a change once, whenever and however often it is called with the same key. */
  post(path: string, key: string, body: object): Promise<Answer>
}

/** What came of a change: the answer, or the problem when it was refused. */
export interface Answer {
  taken: boolean
  body: unknown
}

export interface Caller {
  url: string
  apiKey: string
  company: string
  signal: AbortSignal
}

const TRIES = 5
const PAUSE_MS = 500

/** @throws from its functions, when the server does not answer, or answers that the caller may not */
export function frontDoor({ url, apiKey, company, signal }: Caller): FrontDoor {
  const headers = { authorization: `Bearer ${apiKey}`, 'docket-company': company }
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    for (let tried = 1; ; tried++) {
      const response = await fetch(`${url}/api/v1${path}`, { ...init, signal })
      const busy = response.status === 429 || response.status === 503
      if (!busy || tried === TRIES) return response
      await response.body?.cancel()
      await pause(PAUSE_MS, signal)
    }
  }
  return {
    async get<T>(path: string): Promise<T> {
      const response = await call(path, { headers })
      if (!response.ok) throw await unexpected(path, response)
      return (await response.json()) as T
    },
    async post(path, key, body) {
      const response = await call(path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      })
      const refused = response.status === 409 || response.status === 422
      if (!response.ok && !refused) throw await unexpected(path, response)
      return { taken: response.ok, body: await response.json() }
    },
  }
}

async function unexpected(path: string, response: Response): Promise<Error> {
  return new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 300)}`)
}

/** Waits; ends early, with a throw, when the signal is given. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
