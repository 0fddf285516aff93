import { randomBytes } from 'node:crypto'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { docsHeaders, PAGE_HEADERS } from './headers.ts'
import { listProblems, problemType } from './problems.ts'
import { SCOPES } from './principal.ts'
import type { Route } from './route.ts'
import { hoisted } from './schema.ts'
import { PROBLEM_TYPE } from './send.ts'

type Plain = Record<string, unknown>

/** What the API says about itself. */
export interface Documented {
  /** The route's part of the document, as @fastify/swagger wants it. */
  schemaOf(route: Route): object
  readonly named: ReadonlyMap<string, object>
  readonly version: string
  document(app: FastifyInstance): unknown
}

/** RFC 9457, with our members. */
export const ProblemDocument = Type.Object(
  {
    type: Type.String({ description: 'Address of a page about this kind of problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    instance: Type.String({ description: 'Names this request; it stands in the log of the server, too.' }),
    code: Type.String({ description: 'Part of the API: never renamed.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({
            description: 'JSON Pointer into the body; /query/… and /path/… for parameters.',
          }),
          code: Type.String(),
          message: Type.String(),
        }),
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: true },
)

/** Collects the named schemas and the documentation of all routes. */
export function documentation(routes: readonly Route[], version: string): Documented {
  const named = new Map<string, Plain>()
  const problemRef = hoisted(ProblemDocument, named)
  const schemas = new Map(routes.map((route) => [route, describe(route, named, problemRef)]))
  return {
    named,
    version,
    schemaOf: (route) => schemas.get(route)!,
    document: (app) => app.swagger(),
  }
}

function describe(route: Route, named: Map<string, Plain>, problemRef: unknown): object {
  const input = route.input ?? 'json'
  const anonymous = route.scope === 'anonymous'
  const notes = [
    route.description,
    anonymous || route.scope === 'signed-in'
      ? undefined
      : `Needs the scope ${[route.scope]
          .flat()
          .map((scope) => `\`${scope}\``)
          .join(' or ')}.`,
  ]
  const headers: Plain = {}
  if (!anonymous && route.company !== false) {
    headers['docket-company'] = {
      type: 'string',
      description: 'Code of the company; only when you work for several.',
    }
  }
  if (route.idempotencyKey !== undefined) {
    headers['idempotency-key'] = {
      type: 'string',
      maxLength: 255,
      description: 'The same key with the same body gives the first answer again; kept for 30 days.',
    }
  }
  if (route.onlyNew) {
    headers['if-none-match'] = {
      type: 'string',
      enum: ['*'],
      description: 'Only made: refused with 412 when one stands already.',
    }
  }
  const types = route.accepts ?? [input === 'lines' ? 'application/x-ndjson' : 'application/json']
  const body = route.body === undefined ? undefined : hoisted(route.body, named)
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: notes.filter(Boolean).join('\n\n'),
    tags: [...route.tags],
    ...(route.deprecated === true ? { deprecated: true } : {}),
    ...(anonymous ? { security: [] } : {}),
    ...(route.params === undefined ? {} : { params: hoisted(route.params, new Map()) }),
    ...(route.query === undefined ? {} : { querystring: hoisted(route.query, new Map()) }),
    ...(Object.keys(headers).length === 0
      ? {}
      : {
          headers: {
            type: 'object',
            properties: headers,
            required: route.idempotencyKey === 'required' ? ['idempotency-key'] : [],
          },
        }),
    ...(body === undefined && input !== 'raw'
      ? {}
      : { body: { content: Object.fromEntries(types.map((type) => [type, { schema: body ?? {} }])) } }),
    response: { ...successes(route, named), ...problems(route, problemRef) },
  }
}

function successes(route: Route, named: Map<string, Plain>): Plain {
  const entries = Object.entries(route.responses).map(([status, { description, schema, type }]) => [
    status,
    schema === undefined
      ? { description, type: 'null' }
      : { description, content: { [type ?? 'application/json']: { schema: hoisted(schema, named) } } },
  ])
  return Object.fromEntries(entries) as Plain
}

/** Every problem that an operation can answer, by status. */
function problems(route: Route, problemRef: unknown): Plain {
  const input = route.input ?? 'json'
  const takesBody = route.body !== undefined || input !== 'json'
  const codes = [
    ...(route.query !== undefined || route.params !== undefined || takesBody ? ['invalid_parameters'] : []),
    ...(route.scope === 'anonymous' ? [] : ['unauthenticated', 'too_many_requests']),
    ...(route.scope === 'anonymous' || route.scope === 'signed-in'
      ? []
      : ['scope_missing', route.rows === 'scoped' ? 'partner_accounts_limit' : 'rows_limited']),
    ...(route.scope === 'anonymous' || route.company === false
      ? []
      : ['company_required', 'company_forbidden']),
    ...(route.method === 'GET' || route.scope === 'anonymous' ? [] : ['csrf']),
    ...(takesBody ? ['malformed_json', 'body_required', 'too_large', 'unsupported_media_type'] : []),
    ...(route.body === undefined ? [] : ['invalid_body']),
    ...(route.idempotencyKey === 'required' ? ['idempotency_key_required'] : []),
    ...(route.idempotencyKey === undefined ? [] : ['idempotency_key_reused']),
    ...(route.problems ?? []),
    'internal',
    'unavailable',
  ]
  const byStatus = new Map<number, string[]>()
  for (const code of new Set(codes)) {
    const { status } = problemType(code)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\`: ${problemType(code).title}`).join('\n\n'),
        content: { [PROBLEM_TYPE]: { schema: problemRef } },
      },
    ]),
  )
}

/** /openapi.json, /docs and /docs/problems. Call before the routes are added. */
export async function registerDocs(app: FastifyInstance, documented: Documented): Promise<void> {
  for (const schema of documented.named.values()) app.addSchema(schema)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Docket',
        version: documented.version,
        description:
          'The order-to-cash API. Money is `{"amount":"10.00","currency":"GBP"}`, a quantity is a decimal string, ids are ' +
          'opaque strings, instants are RFC 3339. Problems are `application/problem+json`; every code stands at ' +
          '[/docs/problems](/docs/problems).\n\nScopes: ' +
          SCOPES.map((scope) => `\`${scope}\``).join(', ') +
          '.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      security: [{ bearer: [] }, { basic: [] }, { session: [] }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'dk_…', description: 'An API key.' },
          basic: {
            type: 'http',
            scheme: 'basic',
            description:
              'An API key as the password, with any user name; or as the user name, with an empty password.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'docket_session',
            description: 'Signed in; changes also need the header `docket-csrf: 1`.',
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => String(json['$id'] ?? `def-${index}`),
    },
    transform: ({ schema, url, route }) => {
      const described = route.config?.documentation
      return { schema: described ?? { ...schema, hide: true }, url }
    },
  })

  let document: string | undefined
  app.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(app.swagger())
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(document)
  })
  await registerPage(app)
}

/** The readable pages: everything they load comes from this server. */
async function registerPage(app: FastifyInstance): Promise<void> {
  let script: Promise<string> | undefined
  app.get('/docs', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    return reply.headers(docsHeaders(nonce)).type('text/html; charset=utf-8').send(apiPage(nonce))
  })
  app.get('/docs/', (_request, reply) => reply.redirect('/docs', 301))
  app.get('/docs/scalar.js', async (_request, reply) => {
    script ??= readScript()
    return reply
      .headers({ ...PAGE_HEADERS, 'cache-control': 'public, max-age=86400' })
      .type('text/javascript; charset=utf-8')
      .send(await script)
  })
  app.get('/docs/problems', (_request, reply) =>
    reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(problemsPage()),
  )
}

/** The page's script stands as text inside the Fastify plugin; ask the plugin for it instead of reading its file. */
async function readScript(): Promise<string> {
  const [{ default: scalar }, { default: fastify }] = await Promise.all([
    import('@scalar/fastify-api-reference'),
    import('fastify'),
  ])
  const host = fastify({ logger: false })
  await host.register(scalar, { routePrefix: '/page', configuration: { content: '{}' } })
  const { payload } = await host.inject('/page/js/scalar.js')
  await host.close()
  return payload
}

function apiPage(nonce: string): string {
  const settings = {
    url: '/openapi.json',
    withDefaultFonts: false,
    telemetry: false,
    hideClientButton: true,
    showDeveloperTools: 'never',
    agent: { disabled: true },
    mcp: { disabled: true },
    externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
  }
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <title>Docket API</title>
  </head>
  <body>
    <div id="app"></div>
    <script src="/docs/scalar.js"></script>
    <script nonce="${nonce}">Scalar.createApiReference('#app', ${JSON.stringify(settings)})</script>
  </body>
</html>`
}

function problemsPage(): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '')
  const rows = listProblems().map(
    ({ code, status, title, remedy }) =>
      `<tr id="${code}"><th><a href="#${code}">${code}</a></th><td>${status}</td><td>${escape(title)}</td><td>${escape(remedy)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Docket: problems</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark }
      th, td { padding: 0.3rem 0.8rem; text-align: left; vertical-align: top }
      tr:target { outline: 2px solid }
    </style>
  </head>
  <body>
    <h1>Problems</h1>
    <p>Every problem answer carries one of these codes (RFC 9457, application/problem+json).</p>
    <table><thead><tr><th>code</th><th>status</th><th>what it means</th><th>what to do</th></tr></thead>
    <tbody>${rows.join('\n')}</tbody></table>
  </body>
</html>`
}
