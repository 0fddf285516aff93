import type { Lane } from '../platform/batch/index.ts'
import type { Line, LineWriter } from '../platform/http/index.ts'

/** Lane of streams: at most half of the slots, so that single orders are not kept waiting. */
export const STREAM_LANE: Lane = 'bulk'

/** Limits of one stream: what it has under way; reading stops until answers were taken. */
export interface StreamLimits {
  /** Lines read and not answered yet. */
  lines: number
  /** Bytes of those lines. */
  bytes: number
}

/** About 2,000 order lines: two good batches, and less than the door refuses when it is cold. */
export const streamLimits: StreamLimits = { lines: 500, bytes: 256 * 1024 }

interface Slot {
  size: number
  text: string | undefined
}

/**
 * Answers each line of a stream with one line, in order. Lines are worked on together, as many as the limits allow; who
 * does not read the answers is not read from. An answer goes out as soon as all before it are out.
 *
 * @param answer works on one line and never rejects
 */
export async function answerLines(
  lines: { batches(): AsyncIterable<Line[]> },
  write: LineWriter,
  answer: (line: Line) => Promise<string>,
  limits: StreamLimits = streamLimits,
): Promise<void> {
  const slots: Slot[] = []
  let bytes = 0
  const state: { ended: boolean; failure?: Error } = { ended: false }
  let wakeReader = () => {}
  let wakeWriter = () => {}

  const work = async (line: Line): Promise<void> => {
    const slot: Slot = { size: line.bytes.length, text: undefined }
    slots.push(slot)
    bytes += slot.size
    slot.text = await answer(line)
    if (slots[0] === slot) wakeWriter()
  }
  const readAll = async (): Promise<void> => {
    try {
      for await (const batch of lines.batches()) {
        for (const line of batch) {
          while (
            slots.length > 0 &&
            (slots.length >= limits.lines || bytes + line.bytes.length > limits.bytes)
          ) {
            if (state.failure) return
            await new Promise<void>((resolve) => (wakeReader = resolve))
          }
          if (state.failure) return
          // Not awaited: lines are worked on together, and `answer` never rejects.
          void work(line)
        }
      }
    } finally {
      state.ended = true
      wakeWriter()
    }
  }
  const writeAll = async (): Promise<void> => {
    try {
      while (!state.ended || slots.length > 0) {
        let text = ''
        let count = 0
        while (count < slots.length && slots[count]!.text !== undefined && text.length < 256 * 1024) {
          text += slots[count]!.text
          bytes -= slots[count]!.size
          count++
        }
        if (count > 0) {
          slots.splice(0, count)
          wakeReader()
          await write(text)
        } else await new Promise<void>((resolve) => (wakeWriter = resolve))
      }
    } catch (error) {
      state.failure = error as Error
      wakeReader()
      throw error
    }
  }
  // When reading fails (the sender is gone), what was taken is still answered.
  for (const end of await Promise.allSettled([readAll(), writeAll()])) {
    if (end.status === 'rejected') throw end.reason
  }
}
