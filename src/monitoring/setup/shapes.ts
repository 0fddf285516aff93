import { Type } from 'typebox'
import { InstantShape, orNull } from '../../platform/wire.ts'

export const StepReport = Type.Object(
  {
    key: Type.String(),
    area: Type.String(),
    title: Type.String(),
    why: Type.String(),
    required: Type.Boolean(),
    waivable: Type.Boolean({ description: 'It may be left by somebody who says why' }),
    how: Type.Array(Type.String()),
    room: orNull(Type.String({ description: 'Address of the room of the console where it is done' })),
    after: Type.Array(Type.String(), { description: 'Steps that come before' }),
    kind: Type.Union([Type.Literal('query'), Type.Literal('probe')]),
    state: Type.Union([
      Type.Literal('pass'),
      Type.Literal('fail'),
      Type.Literal('not_applicable'),
      Type.Literal('waived'),
    ]),
    found: Type.String(),
    remedy: orNull(Type.String()),
    checkedAt: orNull(InstantShape),
    checkedBy: orNull(Type.String()),
  },
  { title: 'SetupStep', $id: 'SetupStep' },
)

export const SetupReport = Type.Object(
  {
    company: Type.String(),
    live: Type.Boolean(),
    wentLive: orNull(Type.Object({ at: InstantShape, by: Type.String() })),
    ready: Type.Boolean({ description: 'No required step fails' }),
    drafts: Type.Integer({ description: 'Drafts that wait, 1000 at most' }),
    steps: Type.Array(StepReport),
  },
  { title: 'SetupReport' },
)

export const NewCompany = Type.Object(
  {
    code: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9_-]{0,39}$',
      form: 'at most 40 capital letters, digits, _ and -, beginning with a letter or digit',
      description: 'Never changes',
    }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Of the books; never changes',
    }),
    country: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    timeZone: Type.String({ minLength: 1, maxLength: 60, description: 'IANA name, e.g. Europe/London' }),
    publicUrl: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'https://…' })),
  },
  { title: 'NewCompany', $id: 'NewCompany', additionalProperties: false },
)

export const Waiver = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500 }) },
  { title: 'SetupWaiver', $id: 'SetupWaiver', additionalProperties: false },
)
