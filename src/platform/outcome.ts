/** One thing wrong with a request: a JSON Pointer to the field, a code of a closed list, a sentence. */
export interface Problem {
  path: string
  code: string
  message: string
}

/** An expected "no". It is a value: it never hurts the neighbors of a request in its batch. */
export interface Refusal {
  ok: false
  code: string
  problems: Problem[]
}

export function refuse(code: string, problems: Problem[] | string, path = ''): Refusal {
  return {
    ok: false,
    code,
    problems: typeof problems === 'string' ? [{ path, code, message: problems }] : problems,
  }
}
