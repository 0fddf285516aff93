import { SHOWN_STATUSES } from '../orders/index.ts'

const AT_REST = ['draft', 'pending_approval', 'rejected', 'cancelled', 'aborted', 'closed']

/** Shown statuses of orders whose plan may still move. */
export const OPEN_STATUSES = SHOWN_STATUSES.filter((status) => !AT_REST.includes(status))
