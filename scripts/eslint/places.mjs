// @ts-check
import { relative, sep } from 'node:path'

/**
 * @typedef {import('eslint').Rule.RuleModule} Rule
 * @typedef {{
 *   what: string,
 *   under: RegExp,
 *   only?: RegExp,
 *   packages?: RegExp,
 *   syntax?: string,
 * }} Place Files `under` may not import `packages` or write `syntax` (an ESLint selector), but for `only` those;
 * all patterns see paths from the root, with forward slashes
 */

const BACK = /^back\/src\//
const EMIT = 'CallExpression[callee.property.name=/^emit(WithAck)?$/]'
const LISTEN = 'CallExpression[callee.object.name=/socket$/i][callee.property.name=/^(on|once|onAny)$/]'

/** @type {Record<string, Place>} rule → where a thing may stand */
const PLACES = {
  'contract-imports': {
    what: 'The contract imports zod and itself alone',
    under: /^contract\/src\/(?!.*\.test\.ts$)/,
    packages: /^(?!zod$|\.)/,
  },
  'plain-contract-imports': {
    what: 'names.ts and limits.ts import nothing, so that k6 can load them',
    under: /^contract\/src\/(names|limits)\.ts$/,
    packages: /./,
  },
  'no-back-outside': {
    what: 'The web app and the load test meet the back by the contract alone',
    under: /^(front\/src|load-test)\//,
    packages: /^@papo\/back|(^|\/)back\//,
  },
  environment: {
    what: 'Settings are read in back/src/config.ts alone',
    under: /^(back|contract|front)\/src\//,
    only: /^back\/src\/config\.ts$/,
    syntax:
      "MemberExpression[object.name='process'][property.name='env'], MemberExpression[object.name='process'][property.value='env']",
  },
  prisma: {
    what: 'Prisma stands in infra/postgres.ts and in stores',
    under: BACK,
    only: /^back\/src\/(infra\/postgres|.*\.store)\.ts$/,
    packages: /^@prisma\/|(^|\/)generated\//,
  },
  ioredis: {
    what: 'ioredis stands in infra, logs, stores, queues and the realtime adapter',
    under: BACK,
    only: /^back\/src\/(infra\/.*|.*\.(log|store|queue)|realtime\/(.*\.adapter|backplane))\.ts$/,
    packages: /^ioredis(\/|$)/,
  },
  bullmq: {
    what: 'BullMQ stands in infra/queue.ts, queues and workers',
    under: BACK,
    only: /^back\/src\/(infra\/queue|.*\.(queue|worker))\.ts$/,
    packages: /^(bullmq|@nestjs\/bullmq)(\/|$)/,
  },
  bucket: {
    what: 'The S3 client stands in buckets',
    under: BACK,
    only: /^back\/src\/.*bucket\.ts$/,
    packages: /^@aws-sdk\//,
  },
  emit: {
    what: 'Sockets are spoken to by realtime/broadcast.ts, and for it by wire.ts',
    under: BACK,
    only: /^back\/src\/realtime\/(broadcast|channels|wire)\.ts$/,
    syntax: EMIT,
  },
  'socket-door': {
    what: 'The socket has one door: chat/sync.ts and socket.ts',
    under: /^front\/src\//,
    only: /^front\/src\/(chat\/sync|socket)\.ts$/,
    syntax: `${EMIT}, ${LISTEN}`,
  },
  'app-imports': {
    what: 'Packages of the back do not belong in a browser',
    under: /^front\/src\//,
    packages: /^(@nestjs\/|@prisma\/|ioredis|bullmq|pg$|node:)/,
  },
}

/** @param {Place} place @returns {Rule} */
function ruleOf({ what, under, only, packages, syntax }) {
  return {
    meta: { type: 'problem', schema: [], docs: { description: what } },
    create(context) {
      const path = relative(context.cwd, context.filename).split(sep).join('/')
      if (!under.test(path) || only?.test(path) || /\.test\.tsx?$/.test(path)) return {}
      /** @param {import('eslint').Rule.Node} node */
      const report = (node) => context.report({ node, message: `${what}.` })
      /** @param {{ source?: unknown }} node */
      const judgeImport = (node) => {
        const source = /** @type {(import('eslint').Rule.Node & { value?: unknown }) | null | undefined} */ (
          node.source
        )
        if (source && packages?.test(String(source.value))) report(source)
      }
      return {
        ...(packages && Object.fromEntries(IMPORTS.map((type) => [type, judgeImport]))),
        ...(syntax && { [syntax]: report }),
      }
    },
  }
}
const IMPORTS = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']

/** @type {Record<string, Rule>} */
export const placeRules = Object.fromEntries(
  Object.entries(PLACES).map(([name, place]) => [name, ruleOf(place)]),
)
