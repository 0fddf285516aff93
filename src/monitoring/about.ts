import { Type } from 'typebox'
import packageJson from '../../package.json' with { type: 'json' }
import type { Database } from '../platform/database/index.ts'
import { ok, route, type Route } from '../platform/http/index.ts'
import { countOrdersSince, readDatabase } from './about.sql.ts'

const AboutShape = Type.Object(
  {
    version: Type.String({ description: 'Of Docket' }),
    node: Type.String(),
    postgres: Type.String(),
    schema: Type.String({ description: 'The last migration' }),
    year: Type.Integer({ description: "In the company's time zone" }),
    ordersThisYear: Type.Integer({ description: 'Agreed orders placed since its first day' }),
  },
  { title: 'About' },
)

/** What runs here, and how much of it. `company` tells the company's own date. */
export function aboutRoute({
  db,
  company,
}: {
  db: Database
  company(companyId: bigint): Promise<{ today: string }>
}): Route {
  return route({
    method: 'GET',
    url: '/api/v1/about',
    operationId: 'readAbout',
    summary: 'Version, level of the schema, and orders of the year',
    tags: ['monitoring'],
    scope: 'operations:read',
    responses: { 200: { description: 'What runs here', schema: AboutShape } },
    async handle({ companyId }) {
      const { today } = await company(companyId)
      const year = today.slice(0, 4)
      const since = `${year}-01-01`
      const [[database], [orders]] = await Promise.all([
        db.read(readDatabase, {}),
        db.read(countOrdersSince, { companyId, since }),
      ])
      return ok({
        version: packageJson.version,
        node: process.versions.node,
        postgres: database!.postgres,
        schema: database!.migration ?? '',
        year: Number(year),
        ordersThisYear: Number(orders!.count),
      })
    },
  })
}
