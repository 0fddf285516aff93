/** A provisioning system as it keeps what it was asked for. */

export interface Activation {
  key: string
  method: string
  path: string
  asked: unknown
  /** How often the request came. */
  came: number
  state: 'in_progress' | 'active' | 'removed' | 'rejected'
  /** Its own id of what was made; an undo names it. */
  id: string
  serial: string
  message: string
}

/** Disturbances and rules. */
export interface Switches {
  /** Milliseconds until each answer. */
  delayMs: number
  /** Milliseconds until what was asked for is done; 0: at once. */
  workMs: number
  /** So many of the next requests get `status`, and nothing is done. */
  fail: number
  status: number
  /** So many of the next requests are done, and never answered. */
  lose: number
  /** So many of the next requests are not done, and never answered. */
  drop: number
  /** So many of the next ones it takes are rejected. */
  reject: number
  /** Each reply is sent so many times more, with the same id; and so many times with ids of their own. */
  duplicate: number
  repeat: number
  /** So many of the next replies are never sent. */
  loseReplies: number
}

export const freshSwitches = (): Switches => ({
  delayMs: 0,
  workMs: 0,
  fail: 0,
  status: 503,
  lose: 0,
  drop: 0,
  reject: 0,
  duplicate: 0,
  repeat: 0,
  loseReplies: 0,
})

/** So that a test that runs away does not fill the memory. */
const MOST = 200_000

/** Activations by the key of their request; the same key does nothing twice. */
export class Network {
  readonly switches = freshSwitches()
  readonly activations = new Map<string, Activation>()
  #made = 0

  /** @returns whether it is new, and what stands by its key */
  take(
    key: string,
    method: string,
    path: string,
    asked: unknown,
  ): { activation: Activation; isNew: boolean } {
    const before = this.activations.get(key)
    if (before) {
      before.came += 1
      return { activation: before, isNew: false }
    }
    if (this.activations.size >= MOST) throw new Error('the emulator is full')
    const number = (this.#made += 1)
    const activation: Activation = {
      key,
      method,
      path,
      asked,
      came: 1,
      state: 'in_progress',
      id: `act-${number}`,
      serial: `S-${String(number).padStart(6, '0')}`,
      message: '',
    }
    this.activations.set(key, activation)
    return { activation, isNew: true }
  }

  /** Its work ends: what is there is active, or gone; told to reject, it did nothing. */
  finish(activation: Activation): void {
    if (activation.state !== 'in_progress') return
    if (this.takes('reject')) {
      activation.state = 'rejected'
      activation.message = 'There is no free port.'
    } else activation.state = activation.method === 'DELETE' ? 'removed' : 'active'
  }

  /** Is a switch on for this one? It is on for one fewer then. */
  takes(name: 'fail' | 'lose' | 'drop' | 'reject' | 'loseReplies'): boolean {
    if (this.switches[name] <= 0) return false
    this.switches[name] -= 1
    return true
  }

  /** As the system tells of it. */
  told({ key, state, id, serial, message }: Activation): Record<string, unknown> {
    return { key, status: state, ...(message === '' ? {} : { message }), result: { id, serial } }
  }
}
