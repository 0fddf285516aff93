/** A payment gateway as it keeps its transactions. */

export interface Asked {
  kind: string
  method: string
  amount: string
  currency: string
  order: string
  token: string | null
  about: string | null
}

export interface Answered {
  result: 'approved' | 'declined'
  amount: string
  currency: string
  reference: string
  code: string
  message: string
  balance?: string
}

export interface Transaction {
  key: string
  asked: Asked
  answer: Answered
  /** How often it was asked for. */
  came: number
}

/** Disturbances and rules. */
export interface Switches {
  /** Milliseconds until each answer. */
  delayMs: number
  /** So many of the next calls get `status`, and nothing is done. */
  fail: number
  status: number
  /** So many of the next calls are done, and never answered. */
  lose: number
  /** So many of the next calls are not done, and never answered. */
  drop: number
  /** Each call is taken as if the network had brought it so many times more. */
  duplicate: number
  /** Authorizations above it are declined, in the smallest unit; 0: none. */
  declineAbove: number
  /** So many of the next authorizations and refunds take half. */
  partial: number
  /** So many of the next voids say 0 for their amount. */
  empty: number
  /** So many of the next voids are declined. */
  refuseVoids: number
  /** What is left on each card, in the smallest unit. */
  balance: number
}

export const freshSwitches = (): Switches => ({
  delayMs: 0,
  fail: 0,
  status: 503,
  lose: 0,
  drop: 0,
  duplicate: 0,
  declineAbove: 0,
  partial: 0,
  empty: 0,
  refuseVoids: 0,
  balance: 10_000,
})

/** So that a test that runs away does not fill the memory. */
const MOST_TRANSACTIONS = 100_000

export class Gateway {
  readonly switches = freshSwitches()
  readonly transactions = new Map<string, Transaction>()
  /** Keys under which nothing will ever be done. */
  readonly #closed = new Set<string>()

  /** @returns undefined when the key had another content */
  transact(key: string, asked: Asked): Answered | undefined {
    const before = this.transactions.get(key)
    if (before) {
      before.came += 1
      return sameOf(before.asked) === sameOf(asked) ? before.answer : undefined
    }
    if (this.transactions.size >= MOST_TRANSACTIONS) throw new Error('the emulator is full')
    const answer = this.#closed.has(key)
      ? this.#declined(asked, 'closed', 'it was given up before it came')
      : this.#decide(asked)
    this.transactions.set(key, { key, asked, answer, came: 1 })
    return answer
  }

  /** What became of a key; null: nothing, and nothing will. */
  close(key: string): Answered | null {
    const done = this.transactions.get(key)
    if (done) return done.answer
    this.#closed.add(key)
    return null
  }

  #decide(asked: Asked): Answered {
    const { kind, amount, currency, token, about } = asked
    if (kind === 'authorization') {
      // A token that says so is declined, for its reason.
      const reason = /decline(?:_(\w+))?/.exec(token ?? '')
      if (reason) return this.#declined(asked, reason[1] ?? 'card_declined', 'the card was declined')
      const { declineAbove } = this.switches
      if (declineAbove > 0 && smallest(amount) > declineAbove)
        return this.#declined(asked, 'limit', 'it is more than the card has')
      return this.#halfOr(asked)
    }
    if (kind === 'balance')
      return { ...this.#approved(asked), balance: decimal(this.switches.balance, amount), currency }
    const standing = this.transactions.get(about ?? '')
    if (standing?.asked.kind !== 'authorization' || standing.answer.result !== 'approved')
      return this.#declined(asked, 'not_found', 'there is no such authorization')
    const others = this.#of(about!)
    const voided = others.some((one) => one.asked.kind === 'void')
    const refunded = others
      .filter((one) => one.asked.kind === 'refund')
      .reduce((sum, one) => sum + smallest(one.answer.amount), 0)
    if (kind === 'void') {
      if (refunded > 0) return this.#declined(asked, 'refunded', 'it was refunded')
      if (this.#takes('refuseVoids')) return this.#declined(asked, 'captured', 'it was captured')
      const voiding = this.#approved(asked)
      return this.#takes('empty') ? { ...voiding, amount: decimal(0, amount) } : voiding
    }
    if (voided) return this.#declined(asked, 'voided', 'it was voided')
    return refunded + smallest(amount) > smallest(standing.answer.amount)
      ? this.#declined(asked, 'too_much', 'it is more than is left of it')
      : this.#halfOr(asked)
  }

  #halfOr(asked: Asked): Answered {
    const { amount } = asked
    const all = this.#approved(asked)
    return this.#takes('partial')
      ? { ...all, amount: decimal(Math.floor(smallest(amount) / 2), amount) }
      : all
  }

  /** Is a switch on for this one? It is on for one fewer then. */
  #takes(name: 'partial' | 'empty' | 'refuseVoids'): boolean {
    if (this.switches[name] === 0) return false
    this.switches[name] -= 1
    return true
  }

  #of(about: string): Transaction[] {
    return [...this.transactions.values()].filter(
      (one) => one.asked.about === about && one.answer.result === 'approved',
    )
  }

  #approved({ amount, currency }: Asked): Answered {
    return {
      result: 'approved',
      amount,
      currency,
      reference: this.#reference(),
      code: 'ok',
      message: 'approved',
    }
  }

  #declined({ currency, amount }: Asked, code: string, message: string): Answered {
    const none = decimal(0, amount)
    return { result: 'declined', amount: none, currency, reference: this.#reference(), code, message }
  }

  #reference(): string {
    return `gw-${this.transactions.size + 1}`
  }
}

const sameOf = ({ kind, amount, currency, about }: Asked) => JSON.stringify([kind, amount, currency, about])

const smallest = (amount: string): number => Number(amount.replace('.', ''))

/** With as many decimals as another amount of the currency. */
function decimal(units: number, like: string): string {
  const digits = like.includes('.') ? like.length - like.indexOf('.') - 1 : 0
  return (units / 10 ** digits).toFixed(digits)
}
