import { PrivateTarget } from '../../platform/outside-address.ts'

/** Reads the body of an answer, at most so many bytes of it: one without an end must not fill the memory. */
export async function answerBody(
  response: Response,
  most: number,
  failed: (what: string) => Error,
): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > most) throw failed(`answered more than ${most} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** `fetch failed` says nothing; the code of its cause does. */
export function reasonOf(error: unknown): string {
  if (error instanceof PrivateTarget) return error.message
  const { code } = ((error as Error).cause ?? error) as { code?: unknown }
  return typeof code === 'string' ? code : (error as Error).name
}

/** Milliseconds of a `Retry-After` in seconds; 0: it says nothing. */
export function retryAfterMs(header: string | null): number {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 0
}
