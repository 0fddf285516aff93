import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { recognitionFacts, validationFacts } from './rule-facts.ts'
import {
  recognitionOfCompanies,
  saveRecognitionRules,
  saveSourceSystems,
  saveValidationRules,
  sourcesOfCompanies,
  validationOfCompanies,
} from './setup.sql.ts'

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

export const ValidationRuleInput = Type.Object(
  {
    orderType: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Absent: every type' }),
    ),
    condition: Condition,
    message: text(500),
    path: Type.Optional(
      Type.String({ maxLength: 200, pattern: '^(/.*)?$', description: 'JSON Pointer of the field' }),
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
