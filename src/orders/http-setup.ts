import { allows, HttpProblem, type Principal, type Route } from '../platform/http/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { camelRows } from '../platform/setup.ts'
import { pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
import { approvalRulesOfCompanies, listDelegates } from './approval.sql.ts'
import { shownLevel } from './approvers.ts'
import { ApprovalRuleInput, saveApprovalRule } from './save-approval-rule.ts'
import { ApprovalDelegateInput, saveApprovalDelegate } from './save-delegate.ts'
import {
  LookupValueInput,
  RecognitionRuleInput,
  saveLookupValue,
  saveRecognitionRule,
  saveSourceSystem,
  saveTransformationRule,
  saveValidationRule,
  SourceSystemInput,
  TransformationRuleInput,
  ValidationRuleInput,
} from './setup.ts'
import {
  pageOfLookups,
  recognitionOfCompanies,
  sourcesOfCompanies,
  transformationsOfCompanies,
  validationOfCompanies,
} from './setup.sql.ts'

const scopes = { tag: 'Orders', read: 'setup:read', write: 'setup:write' } as const

/** Routes of source systems and of the rules that orders are recognized, converted and validated by. */
export function orderSetupRoutes(routing: SetupRouting): Route[] {
  return [
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'source system',
      plural: 'source systems',
      path: 'source-systems',
      schema: SourceSystemInput,
      act: saveSourceSystem,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(sourcesOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(sourcesOfCompanies, read).map(({ companyId: _company, ...body }) => ({
          key: [body.code],
          body,
        }))
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'recognition rule',
      plural: 'recognition rules',
      path: 'recognition-rules',
      schema: RecognitionRuleInput,
      act: saveRecognitionRule,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(recognitionOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(recognitionOfCompanies, read).map((row) => {
          const { companyId: _company, id: _id, failReason, ...body } = row
          return { key: [body.name], body: { ...body, ...(failReason === null ? {} : { failReason }) } }
        })
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'transformation rule',
      plural: 'transformation rules',
      path: 'transformation-rules',
      schema: TransformationRuleInput,
      act: saveTransformationRule,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(transformationsOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(transformationsOfCompanies, read).map((row) => {
          const { companyId: _company, id: _id, condition, ...body } = row
          return { key: [body.name], body: { ...body, ...(condition === null ? {} : { condition }) } }
        })
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'lookup value',
      plural: 'lookup values',
      path: 'lookup-values',
      schema: LookupValueInput,
      act: saveLookupValue,
      named: ['lookup', 'key'],
      keyShape: 'ss',
      async list(db, companyId, at) {
        const [afterLookup, afterKey] = (at.after ?? ['', '']) as [string, string]
        const read = await db.read(pageOfLookups, {
          companyId,
          afterLookup,
          afterKey,
          fetch: BigInt(at.fetch),
        })
        return camelRows(pageOfLookups, read).map(({ companyId: _company, ...body }) => ({
          key: [body.lookup, body.key],
          body,
        }))
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'validation rule',
      plural: 'validation rules',
      path: 'validation-rules',
      schema: ValidationRuleInput,
      act: saveValidationRule,
      named: ['orderType', 'path', 'message'],
      keyShape: 'sss',
      async list(db, companyId, at) {
        const read = await db.read(validationOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(validationOfCompanies, read).map((row) => {
          const { companyId: _company, id: _id, orderType, ...body } = row
          return {
            key: [orderType ?? '', body.path, body.message],
            body: { ...body, ...(orderType === null ? {} : { orderType }) },
          }
        })
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'approval rule',
      plural: 'approval rules',
      path: 'approval-rules',
      schema: ApprovalRuleInput,
      act: saveApprovalRule,
      keyShape: 's',
      async list(db, companyId, at) {
        const read = await db.read(approvalRulesOfCompanies, { companyIds: [companyId] })
        const rows = camelRows(approvalRulesOfCompanies, read).map((row) => {
          const { companyId: _company, id: _id, version: _version, escalateHours, ...body } = row
          const late = escalateHours === null ? {} : { escalateHours }
          return { key: [body.code], body: { ...body, levels: body.levels.map(shownLevel), ...late } }
        })
        return pagedWhole(rows, at)
      },
    }),
    ...setupRoutes(routing, {
      tag: scopes.tag,
      read: 'orders:read',
      write: 'orders:read',
      noun: 'approval delegate',
      plural: 'approval delegates',
      path: 'approval-delegates',
      named: ['user'],
      schema: ApprovalDelegateInput,
      act: saveApprovalDelegate,
      keyShape: 's',
      admit: (principal, _companyId, input) => admitDelegate(principal, input),
      async list(db, companyId, at) {
        const rows = camelRows(listDelegates, await db.read(listDelegates, { companyId })).map((row) => {
          const { companyId: _company, userId, delegateId, ...body } = row
          const user = encodeId('usr', userId)
          return { key: [user], body: { user, delegate: encodeId('usr', delegateId), ...body } }
        })
        return pagedWhole(rows, at)
      },
    }),
  ]
}

/** Each names somebody for oneself; who administers the company for anybody, when one fell ill. */
async function admitDelegate(
  principal: Principal,
  input: ApprovalDelegateInput,
): Promise<ApprovalDelegateInput> {
  const own = principal.kind === 'user' ? encodeId('usr', BigInt(principal.id)) : undefined
  const user = input.user ?? own
  if (user === undefined || (user !== own && !allows(principal, 'admin')))
    throw new HttpProblem('not_administrator')
  return { ...input, user }
}
