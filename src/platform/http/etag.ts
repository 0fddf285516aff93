import { HttpProblem, problem, type Reply } from './replies.ts'

/** A strong entity tag over a revision (or any few values that change with the entity). */
export function etag(...parts: readonly (bigint | number | string)[]): string {
  return `"${parts.join('.').replace(/[^\x21\x23-\x7e]/g, '_')}"`
}

/**
 * Compares `If-Match` with the current tag before an edit (RFC 9110 §13.1.1).
 * @param required true refuses an edit without the header (428)
 * @returns undefined to go on, or the problem
 */
export function checkIfMatch(
  header: string | undefined,
  current: string,
  required = true,
): Reply | undefined {
  if (header === undefined || header.trim() === '')
    return required ? problem('precondition_required', {}, { etag: current }) : undefined
  if (header.trim() === '*') return undefined
  const tags: readonly string[] = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.includes(current) ? undefined : problem('precondition_failed', {}, { etag: current })
}

/**
 * True when `If-None-Match: *` says that nothing may stand yet (RFC 9110 §13.1.2). A route that asks says so by `onlyNew`.
 *
 * @throws HttpProblem `invalid_parameters` for tags: a description has none, and would be taken whatever they say
 */
export function wantsNew(header: string | undefined): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const [path, code] = ['/headers/if-none-match', 'invalid_value']
  throw new HttpProblem('invalid_parameters', { errors: [{ path, code, message: 'It can only be *.' }] })
}

/** True when `If-None-Match` names the current tag: answer 304. */
export function notModified(header: string | undefined, current: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === current)
}
