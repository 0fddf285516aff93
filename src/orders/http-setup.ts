import { allows, HttpProblem, type Principal, type Route } from '../platform/http/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { camelRows } from '../platform/setup.ts'
import { listWhole, pagedWhole, setupRoutes, type SetupRouting } from '../platform/setup-routes.ts'
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
      schema: SourceSystemInput,
      act: saveSourceSystem,
      keyShape: 's',
      list: listWhole(sourcesOfCompanies, ({ companyId: _company, ...body }) => ({
        key: [body.code],
        body,
      })),
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'recognition rule',
      schema: RecognitionRuleInput,
      act: saveRecognitionRule,
      keyShape: 's',
      list: listWhole(recognitionOfCompanies, (row) => {
        const { companyId: _company, id: _id, failReason, ...body } = row
        return { key: [body.name], body: { ...body, ...(failReason === null ? {} : { failReason }) } }
      }),
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'transformation rule',
      schema: TransformationRuleInput,
      act: saveTransformationRule,
      keyShape: 's',
      list: listWhole(transformationsOfCompanies, (row) => {
        const { companyId: _company, id: _id, condition, ...body } = row
        return { key: [body.name], body: { ...body, ...(condition === null ? {} : { condition }) } }
      }),
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'lookup value',
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
      schema: ValidationRuleInput,
      act: saveValidationRule,
      named: ['orderType', 'path', 'message'],
      keyShape: 'sss',
      list: listWhole(validationOfCompanies, (row) => {
        const { companyId: _company, id: _id, orderType, ...body } = row
        return {
          key: [orderType ?? '', body.path, body.message],
          body: { ...body, ...(orderType === null ? {} : { orderType }) },
        }
      }),
    }),
    ...setupRoutes(routing, {
      ...scopes,
      noun: 'approval rule',
      schema: ApprovalRuleInput,
      act: saveApprovalRule,
      keyShape: 's',
      list: listWhole(approvalRulesOfCompanies, (row) => {
        const { companyId: _company, id: _id, version: _version, escalateHours, ...body } = row
        const late = escalateHours === null ? {} : { escalateHours }
        return { key: [body.code], body: { ...body, levels: body.levels.map(shownLevel), ...late } }
      }),
    }),
    ...setupRoutes(routing, {
      tag: scopes.tag,
      read: 'orders:read',
      write: 'orders:read',
      noun: 'approval delegate',
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
