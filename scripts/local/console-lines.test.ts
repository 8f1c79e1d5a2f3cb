import { expect, test } from 'vitest'
import { importantInJson, importantInText, sayOnce } from './console-lines.mjs'

test('the console shows warnings with their fields, and no routine', () => {
  expect(importantInJson('{"level":30,"msg":"listening","port":3000}')).toBeUndefined()
  expect(importantInJson('{"level":"info","msg":"listening","port":3000}')).toBeUndefined()
  expect(importantInJson('{"level":"warn","role":"back","msg":"cookies are not Secure"}')).toBe(
    'cookies are not Secure',
  )
  expect(importantInJson('{"level":40,"time":1,"pid":2,"msg":"redis away","roomId":"r1"}')).toBe(
    'redis away roomId=r1',
  )
  expect(importantInJson('{"level":50,"msg":"failed","err":{"message":"boom","stack":"…"}}')).toBe(
    'failed boom',
  )
})

test('the console shows what is not a log entry, such as a crash', () => {
  expect(importantInJson('Error: Cannot find module')).toBe('Error: Cannot find module')
})

test('of a database the console shows only what ends it', () => {
  expect(importantInText('LOG:  checkpoint starting')).toBeUndefined()
  expect(importantInText('FATAL:  could not write')).toBe('FATAL:  could not write')
})

test('what three instances say at once is said once', () => {
  const said: string[] = []
  const tell = sayOnce((line) => said.push(line))
  for (const name of ['back 1', 'back 2', 'back 3']) tell(name, 'redis away')
  tell('back 1', 'redis is back')
  expect(said).toEqual(['back 1: redis away', 'back 1: redis is back'])
})
