import type { TObject } from 'typebox'
import { takeFeedPage, type PageRequest } from '../../inventory/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import { refuse } from '../../platform/outcome.ts'
import type { Importer } from './importer.ts'
import { IMPORTED, rowImporter, type RowOutcome } from './setup-importer.ts'

/** What each row of the file says of its snapshot. */
interface Head {
  feed: string
  snapshot: string
  asOf: string
}

/** Pages in values, of the rows of a file. */
type PageOf<R> = (
  head: Head & { page: number; complete: boolean },
  rows: R[],
) => Omit<PageRequest, 'companyId'>

/**
 * A file that is one whole snapshot. It is completed once all of it is in; with a row that cannot be read, or of another snapshot, it is
 * not: what is lacking would count as gone. Begun again after it was broken off it goes on, for its pages are the same.
 */
export function feedImporter<R extends object>(of: {
  kind: string
  summary: string
  schema: TObject
  pageOf: PageOf<R>
}): Importer {
  return {
    kind: of.kind,
    summary: of.summary,
    ofCompany: true,
    async run(context) {
      const pages = new Pages(context.door, context.companyId, of.pageOf)
      const rows = rowImporter<Head & R>({
        ...of,
        open: () => (said) => pages.take(said),
      })
      const summary = await rows.run(context)
      await pages.complete()
      return summary
    },
  }
}

class Pages<R extends object> {
  readonly #door: Door
  readonly #companyId: bigint
  readonly #pageOf: PageOf<R>
  #head: Head | undefined
  #last: { page: number; rows: R[] } | undefined
  #whole = true

  constructor(door: Door, companyId: bigint, pageOf: PageOf<R>) {
    this.#door = door
    this.#companyId = companyId
    this.#pageOf = pageOf
  }

  async take(
    said: readonly {
      input: Head & R
      malformed?: { problems: readonly { path: string; code: string; message: string }[] }
    }[],
  ): Promise<RowOutcome[]> {
    const parted = said.map(({ input: { feed, snapshot, asOf, ...row }, malformed }) => {
      const head = { feed, snapshot, asOf }
      if (!malformed) this.#head ??= head
      const other =
        this.#head && Object.entries(head).some(([name, value]) => this.#head![name as keyof Head] !== value)
      const wrong = malformed
        ? refuse('invalid_body', [...malformed.problems])
        : other
          ? refuse('feed_refused', 'a file is one snapshot: the row above says another', '/snapshot')
          : undefined
      return { row: row as unknown as R, wrong }
    })
    const rows = parted.flatMap(({ row, wrong }) => (wrong ? [] : [row]))
    if (rows.length < parted.length) this.#whole = false
    if (!this.#head) return parted.map(({ wrong }) => wrong!)
    this.#last = { page: (this.#last?.page ?? 0) + 1, rows }
    const outcome = await this.#send(false)
    if (outcome instanceof Fault || !outcome.ok) {
      this.#whole = false
      return parted.map(({ wrong }) => wrong ?? outcome)
    }
    const unknown = new Set(outcome.unknown)
    const nameOf = (row: R) => ('number' in row ? row.number : (row as { sku?: string }).sku) as string
    return parted.map(({ row, wrong }): RowOutcome => {
      if (wrong) return wrong
      if (unknown.has(nameOf(row))) return refuse('feed_refused', 'we do not know it', '/sku')
      return { ok: true, change: outcome.change }
    })
  }

  /** The last page once more, as such: it came before, and sets off what follows. */
  async complete(): Promise<void> {
    if (!this.#whole || !this.#last) return
    const outcome = await this.#send(true)
    if (outcome instanceof Fault) throw outcome
  }

  async #send(complete: boolean) {
    const { page, rows } = this.#last!
    const request = { companyId: this.#companyId, ...this.#pageOf({ ...this.#head!, page, complete }, rows) }
    const [outcome] = await this.#door.requestAll(takeFeedPage, [request], IMPORTED)
    return outcome!
  }
}
