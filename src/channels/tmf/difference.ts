import { MAX_PROBLEMS, escapePointer } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'

/**
 * Where a change says something else than what stands: each such place, as the problem that an agreed order has with it. A member that
 * the change leaves out stays; a list is compared place by place, and as a whole by its length.
 */
export function differing(change: JsonObject, stands: JsonObject): Problem[] {
  const paths: string[] = []
  compare(change, stands, '', paths)
  return paths.slice(0, MAX_PROBLEMS).map((path) => ({
    path,
    code: 'revision_not_available',
    message: 'It is agreed as it stands.',
  }))
}

function compare(change: Json | undefined, stands: Json | undefined, path: string, paths: string[]): void {
  if (Array.isArray(change)) {
    if (!Array.isArray(stands) || stands.length !== change.length) paths.push(path)
    else for (const [index, one] of change.entries()) compare(one, stands[index], `${path}/${index}`, paths)
  } else if (typeof change === 'object' && change !== null) {
    if (typeof stands !== 'object' || stands === null || Array.isArray(stands)) paths.push(path)
    else
      for (const [name, value] of Object.entries(change))
        compare(value, stands[name], `${path}/${escapePointer(name)}`, paths)
  } else if (change !== stands) paths.push(path)
}
