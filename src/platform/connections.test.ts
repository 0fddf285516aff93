import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenTo } from './connections.ts'

test('a connection belongs to the companies that it was given to; one of which nothing is said, to the only one that there is', () => {
  const [acme, trial] = [{ code: 'ACME' }, { code: 'TRIAL' }]
  assert.deepEqual(givenTo({ companies: ['ACME', 'NONE'] }, [acme, trial]), [acme])
  assert.deepEqual(givenTo({ companies: ['ACME'] }, [trial]), [])
  assert.deepEqual(givenTo({ companies: undefined }, [acme]), [acme])
  assert.deepEqual(givenTo({ companies: undefined }, [acme, trial]), [])
})
