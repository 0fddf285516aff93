import { readFile } from 'node:fs/promises'
import { Type } from 'typebox'
import { document, problem, route, type Route } from '../platform/http/index.ts'

const FOLDER = new URL('../../docs/operating/', import.meta.url)

/** The runbook, as it stands in `docs/operating` of this version: what an alert leads to. */
export function runbookRoute(): Route {
  return route({
    method: 'GET',
    url: '/api/v1/monitoring/runbook/:page',
    operationId: 'readRunbook',
    summary: 'A page of the runbook, which alerts lead to',
    tags: ['monitoring'],
    scope: 'operations:read',
    company: false,
    // Nothing but the name of a page: no way leads out of the folder.
    params: Type.Object({
      page: Type.String({
        pattern: '^[a-z][a-z0-9-]{0,59}$',
        form: 'small letters, digits and -, beginning with a letter',
        description: '`runbook` is the first',
      }),
    }),
    responses: { 200: { description: 'Its text.', type: 'text/markdown' } },
    problems: ['not_found'],
    async handle({ params }) {
      try {
        return document('text/markdown; charset=utf-8', await readFile(new URL(`${params.page}.md`, FOLDER)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return problem('not_found')
        throw error
      }
    },
  })
}
