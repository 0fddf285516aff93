import { openToOrders, readCompanies, type Company } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { GO_LIVE } from './checklist.ts'
import { insertSetupRecords } from './setup.sql.ts'
import type { Finding } from './step.ts'

/** Something that was done for a step; kept for good. */
export interface RecordRequest extends Finding {
  companyId: bigint
  step: string
  act: 'checked' | 'waived'
  actor: string
}

/** Writes down what a probe found, or why an optional step is left. */
export const recordStep: Act<RecordRequest, undefined, { ok: true }> = {
  name: 'monitoring.record_set_up',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  read: () => Promise.resolve(undefined),
  decide(request, _facts, { ids, batch, now, writes }) {
    writes.add(insertSetupRecords, { ...request, id: ids.next(), batch, at: now })
    return { ok: true }
  },
}

export interface GoLiveRequest {
  companyId: bigint
  actor: string
  /** The set-up that was checked. */
  setupVersion: bigint
  /** What held, in a sentence. */
  found: string
}

/** Opens a company to orders (decision 0019). Refused when it is live, or when its set-up is not the one that was checked. */
export const goLive: Act<GoLiveRequest, Map<bigint, Company>, { ok: true; at: Date } | Refusal> = {
  name: 'monitoring.go_live',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  read: (db, requests) =>
    readCompanies(
      db,
      requests.map(({ companyId }) => companyId),
    ),
  decide({ companyId, actor, setupVersion, found }, companies, { ids, batch, now, writes }) {
    const company = companies.get(companyId)!
    if (company.live) return refuse('already_live', 'The company is live.')
    if (company.setupVersion !== setupVersion)
      return refuse('set_up_changed', 'The set-up was changed while it was checked.')
    companies.set(companyId, { ...company, live: true })
    openToOrders(writes, companyId, setupVersion)
    const record = { companyId, step: GO_LIVE, act: 'went_live', state: 'pass', found, remedy: null }
    writes.add(insertSetupRecords, { ...record, id: ids.next(), batch, at: now, actor })
    return { ok: true, at: now }
  },
}
