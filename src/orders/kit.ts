import {
  readReadyModels,
  TooComplex,
  type PublishedModel,
  type PublishedModels,
  type ReadyModels,
} from '../catalog/index.ts'
import { businessDate, type Company } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Problem } from '../platform/outcome.ts'
import { readClock } from '../platform/platform.sql.ts'
import { configure, problemsOf, type Component, type Configured, type ModelsOfDay } from './configuration.ts'
import { MOST_LINES } from './order-input.ts'

/** Kits in kits: one that is deeper is refused. */
const DEEPEST = 5
/** Of one part in one of what is configured: kits in kits multiply. */
const MOST_PER_PARENT = 1_000_000

/** Models as they are on a day. */
export interface KitsOfDay extends ModelsOfDay {
  models: PublishedModels
}

/** Until when what was read is decided on: longer than any batch takes. */
const MOST_TO_DECIDE_MS = 60_000

/** The business day of each company, and the next one where a decision of what is read now may fall on it. */
export async function readDays(
  db: Reader,
  companies: ReadonlyMap<bigint, Company>,
): Promise<(companyId: bigint) => readonly string[]> {
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const later = new Date(now.getTime() + MOST_TO_DECIDE_MS)
  const days = new Map(
    [...companies].map(([id, company]) => [
      id,
      [...new Set([businessDate(company, now), businessDate(company, later)])],
    ]),
  )
  return (companyId) => days.get(companyId) ?? []
}

/** Makes models ready, with those of the items that they could bring. */
export async function readKits(
  db: Reader,
  wanted: readonly PublishedModel[],
  models: PublishedModels,
  days: (companyId: bigint) => readonly string[],
): Promise<ReadyModels> {
  const all = new Set(wanted)
  let ready = await readReadyModels(db, wanted)
  let added: Iterable<PublishedModel> = all
  for (let depth = 1; depth <= DEEPEST; depth++) {
    const found = new Set<PublishedModel>()
    for (const model of added)
      for (const sku of ready.skus(model))
        for (const day of days(model.companyId)) {
          const kit = models.holding(model.companyId, sku, day)
          if (kit && !all.has(kit)) found.add(kit)
        }
    if (found.size === 0) break
    for (const kit of found) all.add(kit)
    added = found
    ready = await readReadyModels(db, [...all])
  }
  return ready
}

/**
 * A configuration with the parts of its kits (A8-8): where the item of an option is sold configured itself, nothing was chosen of
 * that, so it has to be complete by what is included, and its parts are picked, too. What is not is told, never left out.
 */
export async function withKits(
  configured: Configured | TooComplex,
  kits: KitsOfDay,
): Promise<Configured | TooComplex> {
  if (configured instanceof TooComplex) return configured
  const problems: Problem[] = []
  const components: Component[] = []
  const refuse = (code: string, message: string) => void problems.push({ path: '', code, message })
  let tooComplex: TooComplex | undefined
  const add = async (one: Component, companyId: bigint, depth: number): Promise<void> => {
    if (components.length > MOST_LINES || problems.length > 0 || tooComplex) return
    if (one.perParent > MOST_PER_PARENT)
      return refuse('too_many_parts', `${one.option}: more than ${MOST_PER_PARENT} of it would be in one`)
    const within = components.push(one) - 1
    const model = kits.models.holding(companyId, one.sku, kits.on)
    if (!model) {
      if (kits.models.ofItem(companyId, one.sku).length > 0)
        refuse('no_model', `${one.option}: no configuration model of ${one.sku} holds on ${kits.on}`)
      return
    }
    if (depth === DEEPEST)
      return refuse('kits_too_deep', `${one.option}: kits stand at most ${DEEPEST} deep in each other`)
    const inner = await configure(model, kits, { choices: [] })
    if (inner instanceof TooComplex) {
      tooComplex = inner
      return
    }
    for (const { code, message } of problemsOf(inner, '')) refuse(code, `${one.option}: ${message}`)
    for (const part of inner.components)
      await add(
        {
          option: `${one.option}/${part.option}`,
          sku: part.sku,
          perParent: one.perParent * part.perParent,
          free: one.free || part.free,
          within,
        },
        companyId,
        depth + 1,
      )
  }
  const { companyId } = configured.model
  for (const one of configured.components) await add(one, companyId, 0)
  if (tooComplex) return tooComplex
  return { ...configured, components, problems: [...configured.problems, ...problems] }
}
