/** A request as a port sends it. */
export interface OutsideRequest {
  method: string
  /** Appended to the address of the connection. */
  path: string
  /** JSON; null: it has no body. */
  content: Buffer | null
  /** One request for ever: sent as `Idempotency-Key`. */
  key: string
  timeoutMs: number
}

/** What came of a request. `not_sent`: it did not reach the system, for sure; `unknown`: it may have. */
export type Said =
  | { what: 'answered'; status: number; body: unknown; retryAfterMs: number }
  | { what: 'not_sent' | 'unknown'; problem: string }

/** A way to an outside system. */
export interface SystemPort {
  /** Never throws. No message names more of the address than its host, and none a credential. */
  ask(request: OutsideRequest): Promise<Said>
}
