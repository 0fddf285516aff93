import { Type, type Static } from 'typebox'
import { CALL_METHODS } from './call-template.ts'
import { LEADS_TO, POINTS_OF_NO_RETURN } from './line-component.ts'

const Word = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[a-z][a-z0-9_]*$',
  form: 'small letters, digits and _, beginning with a letter',
})
const Condition = Type.String({ minLength: 1, maxLength: 2000, description: 'CEL; absent: always' })

const Duration = Type.String({
  minLength: 2,
  maxLength: 30,
  description: 'ISO 8601, such as P2D or PT4H, by the clocks of the company',
})
const Point = Type.Optional(
  Type.Union(
    POINTS_OF_NO_RETURN.map((one) => Type.Literal(one)),
    {
      description:
        'Once it is done nothing of its lines is amended or cancelled (hard), or only with `acceptPenalty` (soft)',
    },
  ),
)
const WorkTask = Type.Object(
  {
    kind: Type.Literal('work'),
    name: Word,
    pointOfNoReturn: Point,
    title: Type.String({ minLength: 1, maxLength: 200, description: 'What is to be done' }),
    role: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Who does it' })),
    statuses: Type.Optional(
      Type.Array(
        Type.Object(
          { code: Word, to: Type.Union(LEADS_TO.map((one) => Type.Literal(one))) },
          { additionalProperties: false },
        ),
        {
          maxItems: 20,
          description: 'How it can end: the plan goes on, or a person looks at it (fallout). Absent: done',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
const WaitTask = Type.Object(
  {
    kind: Type.Literal('wait'),
    name: Word,
    pointOfNoReturn: Point,
    for: Type.Optional(Duration),
    until: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'CEL: a day, YYYY-MM-DD; empty: none' }),
    ),
    when: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'CEL over the order and each line, also `line.facts.find("name")`: looked at when it begins, and whenever one of them changes',
      }),
    ),
  },
  { additionalProperties: false },
)
const Template = (description: string) =>
  Type.Object(
    {
      method: Type.Union(CALL_METHODS.map((one) => Type.Literal(one))),
      path: Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'CEL: what is appended to the address of the system; it begins with /',
      }),
      body: Type.Optional(
        Type.Unknown({
          description:
            'JSON, in which a text that begins with = is CEL, and {"$lines": …} a list of one each line',
        }),
      ),
    },
    { additionalProperties: false, description },
  )
const CallTask = Type.Object(
  {
    kind: Type.Literal('call'),
    name: Word,
    pointOfNoReturn: Point,
    system: Type.String({ minLength: 1, maxLength: 50, description: 'Code of the system' }),
    request: Template('What the system is asked for'),
    facts: Type.Optional(
      Type.Record(
        Type.String({ minLength: 1, maxLength: 100 }),
        Type.String({
          maxLength: 300,
          pattern: '^(/([^~]|~[01])*)?$',
          form: 'a JSON Pointer, such as /result/serial',
        }),
        {
          maxProperties: 50,
          description: 'What of its answer becomes known of the lines: name → JSON Pointer',
        },
      ),
    ),
    undo: Type.Optional(Template('What it is asked for when that is undone')),
    whenChanged: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'What an amendment does that changes what was asked for, once it was done: `redo` (unless said), `undo_then_do`, `nothing`, or = and CEL that gives one of them',
      }),
    ),
    whenGone: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'What an amendment does that wants it no more: `undo` (unless said, where there is one), `nothing`, or = and CEL that gives one of them',
      }),
    ),
  },
  { additionalProperties: false },
)
const LineComponents = Type.Array(
  Type.Object(
    {
      kind: Word,
      when: Type.Optional(Condition),
      key: Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'CEL; lines with an equal key share a component',
      }),
      duration: Type.Optional(Duration),
      scheduled: Type.Optional(
        Type.Boolean({
          description:
            'true: it begins so late that what waits for it, and the day that is asked for, are just met; at once when there is no time left',
        }),
      ),
      tasks: Type.Array(Type.Union([WorkTask, WaitTask, CallTask]), { maxItems: 20 }),
    },
    { additionalProperties: false },
  ),
  {
    maxItems: 20,
    description: 'What is done for lines beside delivering them; a line is in each whose condition is true',
  },
)
const StepIn = Type.String({
  minLength: 1,
  maxLength: 101,
  pattern: '^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$',
  form: 'a component, or component/task',
})
const Dependencies = Type.Array(
  Type.Object(
    {
      from: StepIn,
      to: StepIn,
      fromPattern: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      items: Type.Optional(
        Type.Union([
          Type.Literal('same'),
          Type.Literal('all'),
          Type.Object(
            {
              from: Type.String({
                minLength: 1,
                maxLength: 2000,
                description: 'CEL over a line that is waited for',
              }),
              to: Type.String({ minLength: 1, maxLength: 2000, description: 'CEL over a line that waits' }),
            },
            { additionalProperties: false },
          ),
        ]),
      ),
      delay: Type.Optional(Duration),
      until: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 2000,
          description:
            'CEL over the order and each line that is waited for, also `line.facts.find("name")`: it is waited until that is true, be the component done or not',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  { maxItems: 50, description: 'What starts only when something else of the order is done, line by line' },
)

const Expression = (description: string) => Type.String({ minLength: 1, maxLength: 2000, description })
const WaitsFor = Type.Array(
  Type.Object(
    {
      to: StepIn,
      order: Expression(
        'CEL over the order and its line: the id of the other order at its source, `source/id`, its number, or `ord_…`; empty: it waits for none',
      ),
      line: Type.Optional(
        Expression(
          'CEL: the number of a line of that order, or its id at the source; absent or empty: all of it',
        ),
      ),
      component: Type.Optional(Word),
      delay: Type.Optional(Duration),
    },
    { additionalProperties: false },
  ),
  {
    maxItems: 20,
    description:
      'What starts only when something of another order of the company is done: a component for one of its lines, all that is done for that line, or, without a line, the whole order',
  },
)

export const PatternInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100, description: 'By which items name it' }),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'As listed; said in a description, it has to be the newest, so that nobody is overruled',
      }),
    ),
    extends: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'A pattern of which it takes everything: its own components stand before, or for those of the same name; it keeps what that one said when it was put',
      }),
    ),
    components: Type.Optional(
      Type.Array(
        Type.Object(
          {
            kind: Word,
            when: Type.Optional(Condition),
            key: Type.String({
              minLength: 1,
              maxLength: 2000,
              description: 'CEL; parts with an equal key share a component',
            }),
            tasks: Type.Array(
              Type.Object(
                { kind: Type.String({ minLength: 1, maxLength: 50 }), when: Type.Optional(Condition) },
                { additionalProperties: false },
              ),
              { maxItems: 20 },
            ),
          },
          { additionalProperties: false },
        ),
        {
          maxItems: 20,
          description: 'A part goes by the first one whose condition is true; the last has none',
        },
      ),
    ),
    lineComponents: Type.Optional(LineComponents),
    dependencies: Type.Optional(Dependencies),
    waitsFor: Type.Optional(WaitsFor),
    active: Type.Optional(
      Type.Boolean({ description: 'false: written down only; new orders take the newest active version' }),
    ),
  },
  { title: 'PatternInput', $id: 'PatternInput', additionalProperties: false },
)
export type PatternInput = Static<typeof PatternInput>
