import type { Door } from '../../src/platform/batch/index.ts'
import { saveCompany, type CompanyInput } from '../../src/organization/index.ts'

/** Makes a company for a test: GBP, London, a sandbox unless said otherwise. */
export async function testCompany(
  door: Door,
  code = 'TEST',
  more: Partial<CompanyInput> = {},
): Promise<bigint> {
  const input: CompanyInput = {
    code,
    name: `Company ${code}`,
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
    sandbox: true,
    ...more,
  }
  const outcome = await door.request(saveCompany, { input })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.id
}
