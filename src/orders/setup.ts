import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { countedByCompany, Room } from '../platform/setup-room.ts'
import { lineTransformationFacts, recognitionFacts, validationFacts } from './rule-facts.ts'
import {
  countLookups,
  lookupsNamed,
  recognitionOfCompanies,
  saveLookupValues,
  saveRecognitionRules,
  saveSourceSystems,
  saveTransformationRules,
  saveValidationRules,
  sourcesOfCompanies,
  transformationsOfCompanies,
  validationOfCompanies,
} from './setup.sql.ts'
import { TARGET_NAMES, targetOf } from './transformation.ts'

/** What each order is converted by is bounded: every rule may be asked for every line, and tables are kept in memory. */
const MOST_TRANSFORMATION_RULES = 500
const MOST_LOOKUP_VALUES = 100_000
/** 30 days: who waits longer places another order. */
const MOST_REMORSE_MINUTES = 43_200

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Condition = Type.String({ minLength: 1, maxLength: 2000, description: 'CEL' })

export const SourceSystemInput = Type.Object(
  {
    code: text(100),
    name: text(200),
    prePriced: Type.Optional(Type.Boolean({ description: 'Orders come with final prices, kept for good' })),
    createCustomers: Type.Optional(
      Type.Boolean({ description: 'Orders may bring customers that are not known' }),
    ),
    duplicateReference: Type.Optional(
      Type.Union([Type.Literal('ignore'), Type.Literal('warn'), Type.Literal('refuse')], {
        description: 'A customer reference that was seen before; ignore when absent',
      }),
    ),
    remorseMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MOST_REMORSE_MINUTES,
        description: 'Nothing of an order goes on for so long after it was placed; 0 when absent',
      }),
    ),
    amendable: Type.Optional(
      Type.Boolean({
        description:
          'An order that runs is amended when it is sent again in a newer version; when absent, or false, that is refused',
      }),
    ),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'SourceSystemInput', $id: 'SourceSystemInput', additionalProperties: false },
)
export type SourceSystemInput = Static<typeof SourceSystemInput>

/** A system that hands orders over, registered before its first order (A1-2). */
export const saveSourceSystem: SetupAct<SourceSystemInput> = setupAct<
  SourceSystemInput,
  CamelRow<typeof sourcesOfCompanies>
>({
  name: 'orders.save_source_system',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(sourcesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(sourcesOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe: (input, _check, { companyId }) => ({
    companyId,
    code: input.code,
    name: input.name,
    prePriced: input.prePriced ?? false,
    createCustomers: input.createCustomers ?? false,
    duplicateReference: input.duplicateReference ?? 'ignore',
    remorseMinutes: input.remorseMinutes ?? 0,
    amendable: input.amendable ?? false,
    active: input.active ?? true,
  }),
  write: saveSourceSystems,
})

export const RecognitionRuleInput = Type.Object(
  {
    name: text(200),
    relevancy: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Highest first; 5 when absent' }),
    ),
    condition: Condition,
    orderType: text(100),
    failReason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 500, description: 'Present: the order fails with it' }),
    ),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'RecognitionRuleInput', $id: 'RecognitionRuleInput', additionalProperties: false },
)
export type RecognitionRuleInput = Static<typeof RecognitionRuleInput>

/** A rule that tells which type an order is (O-03, O-04), by its name. */
export const saveRecognitionRule: SetupAct<RecognitionRuleInput> = setupAct<
  RecognitionRuleInput,
  CamelRow<typeof recognitionOfCompanies>
>({
  name: 'orders.save_recognition_rule',
  key: (input) => input.name,
  async read(db, requests) {
    const rows = await db.read(recognitionOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(recognitionOfCompanies, rows).map((row) => [row.name, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.rule('/condition', input.condition, recognitionFacts)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      name: input.name,
      relevancy: input.relevancy ?? 5,
      condition: input.condition,
      orderType: input.orderType,
      failReason: input.failReason ?? null,
      active: input.active ?? true,
    }
  },
  write: saveRecognitionRules,
})

export const TransformationRuleInput = Type.Object(
  {
    name: text(200),
    relevancy: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Highest first; 5 when absent' }),
    ),
    condition: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'CEL; absent: always' }),
    ),
    sets: Type.String({
      minLength: 1,
      maxLength: 200,
      description: `What it sets: ${TARGET_NAMES.join(', ')}`,
      examples: ['priority', 'lines.sku'],
    }),
    value: Type.String({
      minLength: 1,
      maxLength: 2000,
      description:
        'CEL for the value: a whole number for `priority`, true or false for `prepaid`, else a text',
    }),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'TransformationRuleInput', $id: 'TransformationRuleInput', additionalProperties: false },
)
export type TransformationRuleInput = Static<typeof TransformationRuleInput>

/** A rule that sets the priority, the reference or other data of an order or of its lines (O-06), by its name. */
export const saveTransformationRule: SetupAct<TransformationRuleInput> = setupAct<
  TransformationRuleInput,
  CamelRow<typeof transformationsOfCompanies>,
  Room
>({
  name: 'orders.save_transformation_rule',
  key: (input) => input.name,
  async read(db, requests) {
    const read = await db.read(transformationsOfCompanies, { companyIds: companiesOf(requests) })
    const rows = camelRows(transformationsOfCompanies, read)
    const most = { whose: 'A company', most: MOST_TRANSFORMATION_RULES, name: 'transformation rules' }
    return { rows: rows.map((row) => [row.name, row]), known: new Room(most, countedByCompany(rows)) }
  },
  describe(input, check, { companyId, before, known, context }) {
    const target = targetOf(input.sets)
    if (!target) check.add('/sets', 'unknown_target', `It sets one of ${TARGET_NAMES.join(', ')}.`)
    // What it would set unknown, it may still ask no more than the rule of a line may.
    const { facts, returns } = target ?? { facts: lineTransformationFacts, returns: null }
    if (input.condition !== undefined) check.rule('/condition', input.condition, facts)
    check.rule('/value', input.value, facts, returns)
    if (!before) known.take(companyId, check)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      name: input.name,
      relevancy: input.relevancy ?? 5,
      condition: input.condition ?? null,
      sets: input.sets,
      value: input.value,
      active: input.active ?? true,
    }
  },
  write: saveTransformationRules,
})

export const LookupValueInput = Type.Object(
  {
    lookup: Type.String({ minLength: 1, maxLength: 100, description: 'Name of the table' }),
    key: Type.String({ minLength: 1, maxLength: 500, description: 'The foreign word' }),
    value: Type.String({ maxLength: 500, description: 'Ours' }),
    active: Type.Optional(Type.Boolean({ description: 'false: as if it did not stand there' })),
  },
  { title: 'LookupValueInput', $id: 'LookupValueInput', additionalProperties: false },
)
export type LookupValueInput = Static<typeof LookupValueInput>

const lookupKey = ({ lookup, key }: { lookup: string; key: string }) => JSON.stringify([lookup, key])

/** A row of a table that transformations look things up in, by table and key. */
export const saveLookupValue: SetupAct<LookupValueInput> = setupAct<
  LookupValueInput,
  CamelRow<typeof lookupsNamed>,
  Room
>({
  name: 'orders.save_lookup_value',
  key: lookupKey,
  async read(db, requests) {
    const wanted = new Map(
      requests.map((request) => [`${request.companyId} ${lookupKey(request.input)}`, request]),
    )
    const asked = [...wanted.values()]
    const [rows, counted] = await Promise.all([
      db.read(lookupsNamed, {
        companyIds: asked.map((request) => request.companyId),
        lookups: asked.map((request) => request.input.lookup),
        keys: asked.map((request) => request.input.key),
      }),
      db.read(countLookups, { companyIds: companiesOf(requests) }),
    ])
    return {
      rows: camelRows(lookupsNamed, rows).map((row) => [lookupKey(row), row]),
      known: new Room(
        { whose: 'A company', most: MOST_LOOKUP_VALUES, name: 'lookup values' },
        counted.map((row) => [row.company_id, row.count]),
      ),
    }
  },
  describe(input, check, { companyId, before, known }) {
    if (!before) known.take(companyId, check)
    const { lookup, key, value, active = true } = input
    return { companyId, lookup, key, value, active }
  },
  write: saveLookupValues,
})

export const ValidationRuleInput = Type.Object(
  {
    orderType: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Absent: every type' }),
    ),
    condition: Type.String({
      ...Condition,
      description: 'CEL, true of a good order; amounts are in the smallest unit of the currency of the order',
    }),
    message: text(500),
    path: Type.Optional(
      Type.String({
        maxLength: 200,
        pattern: '^(/.*)?$',
        form: 'empty, or a JSON Pointer, which begins with /',
        description: 'JSON Pointer of the field',
      }),
    ),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'ValidationRuleInput', $id: 'ValidationRuleInput', additionalProperties: false },
)
export type ValidationRuleInput = Static<typeof ValidationRuleInput>

const validationKey = (rule: { orderType?: string | null; path?: string; message: string }) =>
  JSON.stringify([rule.orderType ?? null, rule.path ?? '', rule.message])

/** A rule that every order of a type must fulfill (O-05), by its type, field and message. */
export const saveValidationRule: SetupAct<ValidationRuleInput> = setupAct<
  ValidationRuleInput,
  CamelRow<typeof validationOfCompanies>
>({
  name: 'orders.save_validation_rule',
  key: validationKey,
  async read(db, requests) {
    const rows = camelRows(
      validationOfCompanies,
      await db.read(validationOfCompanies, { companyIds: companiesOf(requests) }),
    )
    return { rows: rows.map((row) => [validationKey(row), row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.rule('/condition', input.condition, validationFacts)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      orderType: input.orderType ?? null,
      condition: input.condition,
      message: input.message,
      path: input.path ?? '',
      active: input.active ?? true,
    }
  },
  write: saveValidationRules,
})
