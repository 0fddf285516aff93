import assert from 'node:assert/strict'
import { test } from 'node:test'
import MiniSat from 'logic-solver/minisat_wrapper.js'
import { TooComplex } from './clauses.ts'
import { Prover } from './prove.ts'

test('A8-4 a solver that ran out of memory is told by its name, and begins anew with the next question', (t) => {
  const prover = new Prover(2, [[1, 2]])
  const run = t.mock.method(MiniSat.prototype, 'solveAssuming')
  assert.equal(prover.can([-1]), true)
  run.mock.mockImplementationOnce(() => {
    throw 'abort() at Error: Cannot enlarge memory arrays' // eslint-disable-line no-throw-literal -- as the solver does
  })
  assert.throws(() => prover.can([-1]), TooComplex)
  assert.equal(prover.can([-1, -2]), false)
  const [first, , last] = run.mock.calls
  assert.notEqual(last!.this, first!.this)
})
