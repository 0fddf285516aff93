/** One wrong value in what was sent; `path` is a JSON Pointer into the body. */
export interface FieldProblem {
  path: string
  code: string
  message: string
}

/** A problem document (RFC 9457) as the API sends it. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  instance?: string
  errors?: FieldProblem[]
}

/** An answer of the API that is no success; status 0 when there was no answer at all. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title)
    this.document = document
  }

  get status(): number {
    return this.document.status
  }
}

/** A page of a list and the cursor of the next one. */
export interface Page<T> {
  body: T
  next: string | undefined
}

/** What an address of the API needs in its query; empty values are left out. */
export type Query = Record<string, string | number | undefined>

/** `/api/v1` + path + query. */
export function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`
}

/** Reads one thing. @throws ApiProblem */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await getPage<T>(path, query, signal)).body
}

/** Reads bytes that are text, as they came. @throws ApiProblem */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await call(address(path), { signal: signal ?? null, headers: { accept: '*/*' } })
  return response.text()
}

/** Reads one page of a list, with the cursor that `Link: rel="next"` names. @throws ApiProblem */
export async function getPage<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> {
  const response = await call(address(path, query), { signal: signal ?? null })
  return { body: (await response.json()) as T, next: nextCursor(response.headers.get('link')) }
}

/** Changes something. The key makes sending it twice safe; `onlyNew`: what stands is left as it is. @throws ApiProblem */
export async function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  key?: string,
  onlyNew = false,
): Promise<T | undefined> {
  const headers: Record<string, string> = { 'docket-csrf': '1' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (key !== undefined) headers['idempotency-key'] = key
  if (onlyNew) headers['if-none-match'] = '*'
  const response = await call(address(path), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return text === '' ? undefined : (JSON.parse(text) as T)
}

const COMPANY = 'docket-company'

/** The company that was chosen here, of several that the person works for. */
export function chosenCompany(): string | undefined {
  return localStorage.getItem(COMPANY) ?? undefined
}

export function chooseCompany(code: string | undefined): void {
  if (code === undefined) localStorage.removeItem(COMPANY)
  else localStorage.setItem(COMPANY, code)
}

/** A new idempotency key; works without a secure context, too. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

async function call(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  const company = chosenCompany()
  try {
    response = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(company === undefined ? {} : { 'docket-company': company }),
        ...init.headers,
      },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({
      type: 'about:blank',
      title: 'Docket does not answer.',
      status: 0,
      code: 'no_answer',
      detail: 'Check that it is running and that the network is up. It is tried again by itself.',
    })
  }
  if (response.ok) return response
  throw new ApiProblem(await problemOf(response))
}

async function problemOf(response: Response): Promise<ProblemDocument> {
  const plain = { type: 'about:blank', title: `The server answered ${response.status}.`, code: 'unknown' }
  try {
    return { ...plain, ...((await response.json()) as Partial<ProblemDocument>), status: response.status }
  } catch {
    return { ...plain, status: response.status }
  }
}

function nextCursor(link: string | null): string | undefined {
  const target = link?.match(/<([^>]*)>\s*;\s*rel="?next"?/)?.[1]
  if (target === undefined) return undefined
  return new URL(target, location.origin).searchParams.get('after') ?? undefined
}
