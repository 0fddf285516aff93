import { Type, type Static } from 'typebox'
import { ruleLimits } from '../../platform/rules.ts'

/** How bad it is that a condition is false, the least first. It is told; the act is disabled by any of them. */
export const SEVERITIES = ['valid', 'warning', 'error', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

const Word = (description: string) => Type.String({ minLength: 1, maxLength: 100, description })

const Condition = Type.Object(
  {
    when: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: ruleLimits.textLength,
        description:
          'CEL, true of an order to which it may be done; docs/guides/life-cycle-policies.md says what it may ask. Absent: never, so that `asks` always holds',
      }),
    ),
    message: Type.String({ minLength: 1, maxLength: 500, description: 'What is told when it is false' }),
    severity: Type.Optional(
      Type.Union(
        SEVERITIES.map((one) => Type.Literal(one)),
        { description: 'error when absent' },
      ),
    ),
    asks: Type.Optional(
      Type.Literal('reason', {
        description: 'When it is false, the act is done all the same, if a reason is given',
      }),
    ),
  },
  { additionalProperties: false },
)

const PolicyRule = Type.Object(
  {
    acts: Type.Array(Word('As `acts` of an order names it'), { minItems: 1, maxItems: 20 }),
    states: Type.Optional(
      Type.Array(Word('A state of an order'), {
        minItems: 1,
        maxItems: 20,
        description: 'Absent: every state that allows the act',
      }),
    ),
    roles: Type.Optional(
      Type.Array(
        Word('`role:operations`, a scope, `user:usr_…`, `key:dk_…`, or `channel:` and the code of one'),
        {
          minItems: 1,
          maxItems: 50,
          description: 'Who may, of those who have the scope that it needs; absent: all of them',
        },
      ),
    ),
    conditions: Type.Optional(Type.Array(Condition, { minItems: 1, maxItems: 50 })),
  },
  { title: 'LifeCycleRule', additionalProperties: false },
)

export const LifeCyclePolicyInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    note: Type.Optional(Type.String({ maxLength: 500, description: 'What it is about' })),
    orderTypes: Type.Optional(
      Type.Array(Word('An order type'), {
        minItems: 1,
        maxItems: 200,
        description: 'Whose orders go by it; absent: all that go by no other policy',
      }),
    ),
    rules: Type.Array(PolicyRule, {
      maxItems: 200,
      description: 'All that speak of an act in a state hold; what none speaks of is as without a policy',
    }),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'LifeCyclePolicyInput', $id: 'LifeCyclePolicyInput', additionalProperties: false },
)
export type LifeCyclePolicyInput = Static<typeof LifeCyclePolicyInput>
export type PolicyRule = Static<typeof PolicyRule>
