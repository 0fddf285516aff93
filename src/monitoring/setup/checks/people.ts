import { readPeople } from '../setup.sql.ts'
import { fail, pass, type SetupView, type Step } from '../step.ts'

async function peopleOf({ db, company, now }: SetupView) {
  const [row] = await db.read(readPeople, { companyId: company.id, now })
  return row!
}

/** Who may do what. */
export const peopleSteps: Step[] = [
  {
    key: 'users',
    area: 'people',
    title: 'A person besides the first administrator',
    why: 'History names who did what; shared credentials name nobody.',
    required: true,
    how: [
      'POST /api/v1/users {"login":"ada","name":"Ada","password":"…","grants":[{"company":"ACME","role":"operations"}]}',
    ],
    after: ['company'],
    kind: 'query',
    async check(view) {
      const { people } = await peopleOf(view)
      return people.length > 0
        ? pass(`${people.join(', ')}.`)
        : fail('Nobody but the first administrator may sign in.', 'Make a user by POST /api/v1/users.')
    },
  },
  {
    key: 'first_password',
    area: 'people',
    title: 'The first password is changed',
    why: 'It was shown on a screen, or stands in a variable of the machine.',
    required: true,
    how: ['Sign in as admin, then PUT /api/v1/session/password {"current":"…","new":"…"}'],
    after: [],
    kind: 'query',
    async check(view) {
      return (await peopleOf(view)).first_password
        ? fail(
            'The first administrator still has the password of the first run.',
            'Change it, or disable that user when another administrator is there.',
          )
        : pass('It was changed, or its user is disabled.')
    },
  },
  {
    key: 'keys',
    area: 'people',
    title: 'Keys of programs, with few rights',
    why: 'A shop that may hand orders over needs no right to change prices.',
    required: true,
    how: ['POST /api/v1/keys {"company":"ACME","name":"web shop","scopes":["orders:read","orders:write"]}'],
    after: ['company'],
    kind: 'query',
    async check(view) {
      const { programs } = await peopleOf(view)
      return programs.length > 0
        ? pass(`${programs.join(', ')}.`)
        : fail(
            'No program has a key of its own with limited rights.',
            'Make one for each program by POST /api/v1/keys, with the scopes that it needs.',
          )
    },
  },
  {
    key: 'master_keys',
    area: 'people',
    title: 'No key with all rights',
    why: 'Who has the key of the first run has everything. People sign in; programs have keys of their own.',
    required: false,
    how: ['DELETE /api/v1/keys/{id}'],
    after: ['users', 'keys'],
    kind: 'query',
    async check(view) {
      const { masters } = await peopleOf(view)
      return masters.length === 0
        ? pass('There is none.')
        : fail(`Keys with all rights: ${masters.join(', ')}.`, 'Revoke them by DELETE /api/v1/keys/{id}.')
    },
  },
]
