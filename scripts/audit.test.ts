import { expect, test } from 'vitest'
import { judge } from './audit.mjs'

const answer = (vulnerabilities: object) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: { total: 1 } } })

test('what is high or critical in a production dependency is named, with what mends it', () => {
  const found = {
    ws: { severity: 'high', fixAvailable: { name: 'ws', version: '8.21.3' } },
    multer: { severity: 'critical', fixAvailable: false },
    qs: { severity: 'moderate', fixAvailable: true },
  }
  expect(judge(answer(found))).toEqual({
    answered: true,
    grave: ['ws (high), mended by ws 8.21.3', 'multer (critical), not mended by any version yet'],
  })
})

test('a registry that found nothing answered', () => {
  expect(judge(`npm warn config\n${answer({})}`)).toEqual({ answered: true, grave: [] })
})

test.each([
  ['nothing', ''],
  ['a refusal', '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":"","detail":""}}'],
  ['a network that is away', '{"error":{"code":"ENOTFOUND","summary":"request failed"}}'],
  ['half a report', '{"vulnerabilities":{"ws":'],
])('%s is not taken for an audit', (_, output) => {
  expect(judge(output)).toEqual({ answered: false, grave: [] })
})
