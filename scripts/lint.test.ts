import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { direction } from './eslint/direction.mjs'
import { tempDir } from './temp-dir.js'

// A planted file is not in any project, so the rules that ask the compiler are off for it.
const untyped = new ESLint({
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: tseslint.configs.disableTypeChecked.rules ?? {},
  },
})
const typed = new ESLint()

/** The names of the rules that object to `code` at `path`. */
async function lint(eslint: ESLint, path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path })
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message)
}

const importing = (source: string) => `import { x } from '${source}'\nexport const y = x\n`

/** rule, where it is broken, how, and a place where the same is allowed */
const PLANTED: [rule: string, path: string, code: string, allowed: string][] = [
  ['papo/contract-imports', 'contract/src/planted.ts', importing('uuid'), 'contract/src/planted.test.ts'],
  ['papo/plain-contract-imports', 'contract/src/names.ts', importing('zod'), 'contract/src/planted.ts'],
  [
    'papo/plain-contract-imports',
    'contract/src/limits.ts',
    importing('./names.js'),
    'contract/src/planted.ts',
  ],
  [
    'papo/no-back-outside',
    'front/src/planted.ts',
    importing('../../back/src/errors'),
    'front/e2e/planted.e2e.test.ts',
  ],
  ['papo/no-back-outside', 'load-test/planted.js', importing('@papo/back'), 'scripts/planted.ts'],
  ['papo/app-imports', 'front/src/planted.ts', importing('node:fs'), 'back/src/planted.ts'],
  ['papo/environment', 'back/src/planted.ts', 'export const y = process.env.PORT', 'back/src/config.ts'],
  ['papo/environment', 'front/src/planted.ts', "export const y = process['env']", 'scripts/planted.ts'],
  [
    'papo/prisma',
    'back/src/room/planted.service.ts',
    importing('@prisma/client'),
    'back/src/room/planted.store.ts',
  ],
  [
    'papo/prisma',
    'back/src/room/planted.service.ts',
    importing('../generated/prisma/client.js'),
    'back/src/infra/postgres.ts',
  ],
  ['papo/ioredis', 'back/src/room/planted.service.ts', importing('ioredis'), 'back/src/room/planted.log.ts'],
  ['papo/bullmq', 'back/src/room/planted.store.ts', importing('bullmq'), 'back/src/room/planted.queue.ts'],
  ['papo/bucket', 'back/src/upload/planted.ts', importing('@aws-sdk/client-s3'), 'back/src/upload/bucket.ts'],
  ['papo/emit', 'back/src/room/planted.gateway.ts', "io.to('r').emit('x')", 'back/src/realtime/broadcast.ts'],
  [
    'papo/emit',
    'back/src/room/planted.gateway.ts',
    "client.emitWithAck('x')",
    'back/src/realtime/channels.ts',
  ],
  ['papo/socket-door', 'front/src/room/planted.tsx', "socket.on('ready', act)", 'front/src/chat/sync.ts'],
  ['papo/socket-door', 'front/src/room/planted.tsx', "chatSocket.emit('x')", 'front/src/socket.ts'],
  ['no-restricted-syntax', 'back/src/planted.ts', 'export enum Colour { Red }', 'contract/src/index.ts'],
  ['no-restricted-syntax', 'back/src/planted.ts', "export * from './config.js'", 'contract/src/index.ts'],
  ['no-restricted-syntax', 'back/src/planted.ts', 'export default 1', 'planted.config.ts'],
  [
    'no-restricted-syntax',
    'back/src/planted.test.ts',
    'expect(y).toMatchObject({ message: /x/ })',
    'contract/src/index.ts',
  ],
  [
    'no-restricted-syntax',
    'back/src/planted.ts',
    'export function f(a: 1, b: 1, c: 1, d: 1) { return [a, b, c, d] }',
    'planted.config.ts',
  ],
  ['@typescript-eslint/no-explicit-any', 'back/src/planted.ts', 'export let y: any', 'load-test/none.js'],
  [
    '@typescript-eslint/no-non-null-assertion',
    'back/src/planted.ts',
    'export const y = x!',
    'load-test/none.js',
  ],
  ['no-console', 'back/src/planted.ts', "console.log('x')", 'scripts/planted.ts'],
  ['max-lines', 'back/src/planted.ts', 'export {}\n'.repeat(151), 'back/src/planted.test.ts'],
  [
    'papo/function-length',
    'back/src/planted.ts',
    `export function f() {\n${'f()\n'.repeat(40)}}`,
    'back/src/planted.test.ts',
  ],
]

test.each(PLANTED)('%s is caught in %s', async (...planted) => {
  const [rule, path, code, allowed] = planted
  expect(await lint(untyped, path, code)).toContain(rule)
  if (!allowed.endsWith('none.js')) expect(await lint(untyped, allowed, code)).not.toContain(rule)
})

const DOWNWARDS: [file: string, target: string][] = [
  ['room/planted.controller.ts', './planted.service.js'],
  ['room/planted.gateway.ts', './planted.service.js'],
  ['room/planted.worker.ts', './planted.service.js'],
  ['room/planted.service.ts', './planted.store.js'],
  ['room/planted.service.ts', './planted.log.js'],
  ['room/planted.service.ts', './planted.queue.js'],
  ['room/planted.service.ts', '../realtime/broadcast.js'],
  ['room/planted.store.ts', '../infra/postgres.js'],
  ['infra/redis.ts', '../config.js'],
]

test.each(DOWNWARDS)('%s imports %s, and never the other way round', async (file, target) => {
  const path = `back/src/${file}`
  expect(await lint(untyped, path, importing(target))).not.toContain('papo/direction')
  const [lower, upper] = [
    new URL(target, `file:///${path}`).pathname.slice(1).replace('.js', '.ts'),
    `/${path}`,
  ]
  const upwards = importing(relativeTo(lower, upper))
  expect(await lint(untyped, lower, upwards)).toContain('papo/direction')
})

/** Both in back/src, one folder deep or not: through `..` is always right. */
function relativeTo(from: string, to: string): string {
  const depth = from.split('/').length - 3
  return `${depth === 0 ? './' : '../'.repeat(depth)}${to.slice('/back/src/'.length).replace('.ts', '.js')}`
}

test('a file without a role stands as high as the highest that it imports', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'back/src/room'), { recursive: true })
  writeFileSync(join(cwd, 'back/src/room/list.ts'), importing('./pure.js') + importing('./room.service.js'))
  const plugins = { papo: { rules: { direction } } }
  const rules = { 'papo/direction': 'error' } as const
  const parser = tseslint.parser
  const config = [{ files: ['**/*.ts'], plugins, rules, languageOptions: { parser } }]
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: config })
  const path = (name: string) => join(cwd, 'back/src/room', name)
  expect(await lint(eslint, path('room.store.ts'), importing('./list.js'))).toEqual(['papo/direction'])
  expect(await lint(eslint, path('room.store.ts'), importing('./pure.js'))).toEqual([])
  expect(await lint(eslint, path('member.service.ts'), importing('./list.js'))).toEqual([])
})

test('a function is as long as its own lines, without the functions inside it', async () => {
  const inner = `const g = () => {\n${'f()\n'.repeat(30)}}\n`
  const factory = `export function f() {\n${inner}${inner.replace('g', 'h')}return [g, h]\n}`
  expect(await lint(untyped, 'back/src/planted.ts', factory)).not.toContain('papo/function-length')
})

const NEEDS_TYPES: [rule: string, code: string][] = [
  ['@typescript-eslint/no-floating-promises', 'Promise.resolve()'],
  ['@typescript-eslint/no-misused-promises', 'if (Promise.resolve(false)) throw new Error()'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b') { switch (x) { case 'a': return 1 } return 2 }",
  ],
  ['@typescript-eslint/no-unsafe-call', "export const y = JSON.parse('{}').run()"],
]

test.each(NEEDS_TYPES)('%s is caught with the compiler’s help', async (rule, code) => {
  expect(await lint(typed, 'back/src/config.ts', code)).toContain(rule)
})
