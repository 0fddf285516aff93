import { Type, type Static } from 'typebox'
import { employed } from '../platform/auth/index.ts'
import { decodeId, encodeId } from '../platform/public-id.ts'
import { camelRows, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { delegatesOfUsers, saveDelegates } from './approval.sql.ts'

export const ApprovalDelegateInput = Type.Object(
  {
    user: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description:
          'Who is away, `usr_…`: the caller when absent; another one by who administers the company',
      }),
    ),
    delegate: Type.String({ minLength: 1, maxLength: 40, description: 'Who decides instead, `usr_…`' }),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.String({ description: 'YYYY-MM-DD, the last day' }),
    active: Type.Optional(Type.Boolean({ description: 'false: nobody decides instead' })),
  },
  { title: 'ApprovalDelegateInput', $id: 'ApprovalDelegateInput', additionalProperties: false },
)
export type ApprovalDelegateInput = Static<typeof ApprovalDelegateInput>

/** Days for which somebody is named: who is away for longer is no approver. */
const MOST_DAYS = 366

/** Who decides for an approver that is away (A4-6): one at a time, the last that was named. */
export const saveApprovalDelegate: SetupAct<ApprovalDelegateInput> = setupAct<
  ApprovalDelegateInput,
  CamelRow<typeof delegatesOfUsers>,
  ReadonlyMap<string, unknown>
>({
  name: 'orders.save_approval_delegate',
  key: ({ user }) => user ?? '',
  touches: false,
  async read(db, requests) {
    const named = requests.flatMap(({ companyId, input: { user, delegate } }) =>
      [user ?? '', delegate].flatMap((text) => {
        const id = decodeId('usr', text)
        return id === undefined ? [] : [{ companyId, id }]
      }),
    )
    const asked = { companyIds: named.map((one) => one.companyId), userIds: named.map((one) => one.id) }
    const [rows, known] = await Promise.all([db.read(delegatesOfUsers, asked), employed(db, asked.userIds)])
    return {
      rows: camelRows(delegatesOfUsers, rows).map((row) => [encodeId('usr', row.userId), row]),
      known,
    }
  },
  describe(input, check, { companyId, known }) {
    const idOf = (path: string, text: string): bigint => {
      const id = decodeId('usr', text)
      const employee = id !== undefined && (known.has(`${companyId}/${id}`) || known.has(`0/${id}`))
      check.that(employee, path, 'unknown_user', 'There is no such employee.')
      return id ?? 0n
    }
    const userId = idOf('/user', input.user ?? '')
    const delegateId = idOf('/delegate', input.delegate)
    check.that(userId !== delegateId, '/delegate', 'same_user', 'Somebody else decides instead.')
    check.validity(input)
    const days = (Date.parse(input.validTo) - Date.parse(input.validFrom)) / 86_400_000
    check.that(!(days >= MOST_DAYS), '/validTo', 'too_late', `At most ${MOST_DAYS} days.`)
    const { validFrom, validTo, active = true } = input
    return { companyId, userId, delegateId, validFrom, validTo, active }
  },
  write: saveDelegates,
})
