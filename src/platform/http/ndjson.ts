import { Readable } from 'node:stream'
import type { LineWriter } from './replies.ts'

/** One line of a stream, byte for byte as it came, without its line end. */
export interface Line {
  /** Counted from 1; empty lines are counted, too, and not handed out. */
  readonly number: number
  readonly bytes: Buffer
  /** True for a line longer than the limit: nothing of it is kept, `bytes` is empty. */
  readonly tooLong?: true
}

export interface Lines extends AsyncIterable<Line> {
  /** The lines of each piece that arrived; cheaper than one by one. */
  batches(): AsyncIterable<Line[]>
}

const NOTHING = Buffer.alloc(0)

/**
 * Splits a byte stream into lines; reads on only when the last batch was taken. A line that is too long is handed out as
 * such when its end has come; until then its bytes are passed over and not held.
 *
 * @param maxLine bytes of the longest line
 */
export function readLines(source: AsyncIterable<Buffer>, maxLine: number): Lines {
  async function* batches(): AsyncGenerator<Line[]> {
    let number = 0
    let rest: Buffer[] = []
    let restSize = 0
    let tooLong = false
    const endOfLine = (piece: Buffer): Line | undefined => {
      number += 1
      const long = tooLong || restSize + piece.length > maxLine
      let bytes = long ? NOTHING : restSize === 0 ? piece : Buffer.concat([...rest, piece])
      if (restSize > 0) {
        rest = []
        restSize = 0
      }
      tooLong = false
      if (long) return { number, bytes, tooLong: true }
      if (bytes.length > 0 && bytes[bytes.length - 1] === 13) bytes = bytes.subarray(0, -1)
      return bytes.length > 0 ? { number, bytes } : undefined
    }
    for await (const chunk of source) {
      const lines: Line[] = []
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        const line = endOfLine(chunk.subarray(start, end))
        if (line) lines.push(line)
        start = end + 1
      }
      if (start < chunk.length && !tooLong) {
        rest.push(chunk.subarray(start))
        restSize += chunk.length - start
        if (restSize > maxLine) {
          tooLong = true
          rest = []
          restSize = 0
        }
      }
      if (lines.length > 0) yield lines
    }
    if (restSize > 0 || tooLong) {
      const line = endOfLine(NOTHING)
      if (line) yield [line]
    }
  }
  return {
    batches,
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches()) yield* batch
    },
  }
}

/** Turns a writing function into a stream; `write` waits while the client is slower than we are. */
export function writtenStream(work: (write: LineWriter) => Promise<void>): Readable {
  let wake: (() => void) | undefined
  let gone: Error | undefined
  let started = false
  const write: LineWriter = async (piece) => {
    if (gone !== undefined) throw gone
    if (stream.push(typeof piece === 'string' ? Buffer.from(piece) : piece)) return
    await new Promise<void>((resolve) => (wake = resolve))
    if (gone !== undefined) throw gone
  }
  const release = () => {
    const resolve = wake
    wake = undefined
    resolve?.()
  }
  const stream = new Readable({
    highWaterMark: 64 * 1024,
    read() {
      release()
      if (started) return
      started = true
      work(write).then(
        () => stream.push(null),
        (error: Error) => stream.destroy(error),
      )
    },
    destroy(error, callback) {
      gone = error ?? new Error('The client went away')
      release()
      callback(error)
    },
  })
  return stream
}
