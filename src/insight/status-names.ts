/**
 * One table from our states to the words that people and other systems use (decision 0006). The stored state is one of
 * 13; names of other vocabularies are views of it and are stored nowhere.
 */
export interface StatusName {
  /** In words, as the console shows it. */
  readonly name: string
  /** No act can move the order any more. */
  readonly closed: boolean
  /** Order state of a plan engine (O-12, dotted wire name). */
  readonly engine: string
  /** TMF622 product order state. */
  readonly tmf622: string
  /** State of the order in a commerce front end. */
  readonly commerce: string
  /** Own model of D14. */
  readonly d14: string
}

const row = (
  name: string,
  engine: string,
  tmf622: string,
  commerce: string,
  d14: string,
  closed = false,
): StatusName => ({ name, engine, tmf622, commerce, d14, closed })

/** By stored state. */
export const STATES: Readonly<Record<string, StatusName>> = {
  draft: row('Draft', 'open.not_running.not_started', 'acknowledged', 'QUEUED', 'Draft'),
  pending_approval: row(
    'Pending approval',
    'open.not_running.not_started',
    'acknowledged',
    'PENDING_APPROVAL',
    'Pending approval',
  ),
  rejected: row('Rejected', 'open.not_running.failed', 'rejected', 'PENDING_MERCHANT_ACTION', 'Closed', true),
  not_started: row('Not started', 'open.not_running.not_started', 'acknowledged', 'SUBMITTED', 'Processing'),
  in_progress: row('In progress', 'open.running.in_progress', 'inProgress', 'PROCESSING', 'Processing'),
  suspended: row('Suspended', 'open.not_running.suspended', 'held', 'PROCESSING', 'Processing'),
  amending: row(
    'Amending',
    'open.running.compensating.amending',
    'inProgress',
    'PROCESSING',
    'Change pending',
  ),
  cancelling: row(
    'Cancelling',
    'open.running.compensating.cancelling',
    'pendingCancellation',
    'PENDING_REMOVE',
    'Processing',
  ),
  waiting_for_revision: row(
    'Waiting for revision',
    'open.not_running.waiting_for_revision',
    'pending',
    'PENDING_CUSTOMER_ACTION',
    'Processing',
  ),
  failed: row('Failed', 'open.not_running.failed', 'held', 'PENDING_MERCHANT_ACTION', 'Error'),
  cancelled: row('Cancelled', 'open.not_running.cancelled', 'cancelled', 'REMOVED', 'Cancelled'),
  completed: row('Completed', 'closed.completed', 'completed', 'NO_PENDING_ACTION', 'Closed', true),
  aborted: row('Aborted', 'closed.aborted', 'failed', 'FAILED', 'Closed', true),
}

/** Stored states as the API takes them. */
export const STATE_CODES = Object.keys(STATES)

/** The words of a shown status: a state's own, else the code with spaces ("Partially shipped"). */
export function statusName(code: string): string {
  const known = STATES[code]
  if (known !== undefined) return known.name
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
