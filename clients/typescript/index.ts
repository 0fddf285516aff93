import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'

/** Every operation of the API with its parameters, bodies and answers, as the server publishes them (P-76). */
export type DocketClient = Client<paths>
/** The named shapes of the API: `Schemas['OrderAnswer']`. */
export type Schemas = components['schemas']

export interface DocketOptions {
  /** Address of the server, without /api. */
  url: string
  apiKey: string
  /** Code of the company; may be left out when the key knows only one. */
  company?: string
  /** Stands in for the fetch of the platform. */
  fetch?: (request: Request) => Promise<Response>
}

/** A client for one server, key and company. */
export function docketClient({ url, apiKey, company, fetch }: DocketOptions): DocketClient {
  return createClient<paths>({
    baseUrl: url,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(company === undefined ? {} : { 'docket-company': company }),
    },
    ...(fetch === undefined ? {} : { fetch }),
  })
}

/** A refusal of the server as an error, with everything that was wrong. */
export class DocketProblem extends Error {
  readonly problem: Schemas['Problem']
  constructor(problem: Schemas['Problem']) {
    const places = (problem.errors ?? []).map((one) => `${one.path} ${one.message}`)
    super([`${problem.code}: ${problem.title}`, ...places].join('\n  '))
    this.name = 'DocketProblem'
    this.problem = problem
  }
}

/** The answer, or the refusal thrown: `const order = expectData(await client.POST('/api/v1/orders', …))`. */
export function expectData<D>(answer: { data?: D; error?: unknown }): D {
  if (answer.error !== undefined) throw new DocketProblem(answer.error as Schemas['Problem'])
  return answer.data as D
}
