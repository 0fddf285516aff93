import { ok, type AskedPage, type CursorKey, type Reply } from './http/index.ts'

/** The `Link` that leads from a request to the page behind a cursor; other parameters are kept. */
export function nextLink(url: string, after: string): string {
  const at = new URL(url, 'http://localhost')
  at.searchParams.set('after', after)
  return `<${at.pathname}${at.search}>; rel="next"`
}

/**
 * A page `{ …more, rows, next }` with its cursor in the body and as a link.
 * @param key the key of the row behind which the next page starts; null at the end
 */
export function listReply(
  { url, cursors }: Pick<AskedPage, 'url' | 'cursors'>,
  rows: readonly unknown[],
  key: readonly CursorKey[] | null,
  more: Readonly<Record<string, unknown>> = {},
): Reply {
  if (key === null) return ok({ ...more, rows, next: null })
  const next = cursors.encode(url, key)
  return ok({ ...more, rows, next }, { link: nextLink(url, next) })
}
