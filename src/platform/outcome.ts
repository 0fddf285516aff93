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

/** The problems whose place was not refused already, nor what stands above or below it. */
export function apartFrom(refused: Iterable<string>, problems: readonly Problem[]): Problem[] {
  const places = new Set(refused)
  return problems.filter(({ path }) => !touches(places, path))
}

function touches(places: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (places.has(at)) return true
  for (const place of places) if (place.startsWith(`${path}/`)) return true
  return false
}

export function refuse(code: string, problems: Problem[] | string, path = ''): Refusal {
  return {
    ok: false,
    code,
    problems: typeof problems === 'string' ? [{ path, code, message: problems }] : problems,
  }
}
