import type { ProblemForm } from '../../platform/http/index.ts'

/**
 * Statuses that TMF622 v4 does not know, as those that it means by them: what is wrong with a body is a bad request, and what somebody
 * else changed meanwhile a conflict.
 */
const STATUSES: Readonly<Record<string, number>> = {
  invalid_body: 400,
  precondition_failed: 409,
}

/** The error body of TM Forum. Every problem stands in `errors`, at its place, which is a member of ours; `message` says them in a row. */
export const tmfError: ProblemForm = ({ code, title, status, remedy, detail, errors = [] }, requestId) => {
  const told = STATUSES[code] ?? status
  const all = errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const message = detail ?? (all.length === 0 ? remedy : all.join(' '))
  return {
    status: told,
    type: 'application/json; charset=utf-8',
    body: {
      code,
      reason: title,
      message: message.slice(0, 4000),
      status: String(told),
      // What it names is explained at /docs/problems of the server.
      referenceError: `urn:docket:problem:${code}`,
      ...(errors.length === 0 ? {} : { errors }),
      '@type': 'Error',
      requestId,
    },
  }
}
