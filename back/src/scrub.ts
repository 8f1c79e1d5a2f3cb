// What logs must not hold, wherever it comes from: drivers put commands, rows and addresses into their errors.

const SECRETS: [RegExp, string][] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b/gi, '…@…'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '…'],
  [/(:\/\/)[^/\s:@"]{0,64}:[^/\s@"]{0,256}@/g, '$1…@'],
]

/** The last net, over whole lines: e-mail addresses, JWTs and passwords in URLs. */
export function scrubLine(line: string): string {
  if (!line.includes('@') && !line.includes('eyJ')) return line
  return SECRETS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line)
}

const VALUES: [RegExp, string][] = [
  // PostgreSQL: Key (email)=(…) already exists; Failing row contains (…); invalid input syntax for type uuid: "…"
  [/\(([\w", ]{1,200})\)=\([^\n]*?\)(?= |$)/g, '($1)=(…)'],
  [/(Failing row contains )\([\s\S]*/, '$1(…)'],
  [/(invalid input (?:syntax|value)[^"\n]*)"[\s\S]*"/, '$1"…"'],
  // V8's JSON.parse quotes its input.
  [/"[\s\S]*"(?=\.* is not valid JSON)/, '"…"'],
]
const MESSAGE_MAX = 500

function messageOf({ name, message }: Error): string {
  // Prisma says the whole call, with its arguments, before what is wrong with it.
  const text = name.startsWith('PrismaClient') ? (message.trim().split('\n').at(-1) ?? '') : message
  return VALUES.reduce((said, [pattern, instead]) => said.replace(pattern, instead), text).slice(
    0,
    MESSAGE_MAX,
  )
}

const framesOf = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')

const CAUSES_MAX = 5

/**
 * What a log says of an error: kind, message, code, where, and the same of its causes. Nothing else that it carries: of a
 * Redis command that failed ioredis keeps the arguments, which are messages.
 */
export function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? 'no error' : error
  const { code, command, cause } = error as { code?: unknown; command?: { name?: unknown }; cause?: unknown }
  return {
    type: error.constructor.name,
    message: messageOf(error),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof command?.name === 'string' ? { command: command.name } : {}),
    stack: framesOf(error),
    ...(cause instanceof Error && depth < CAUSES_MAX ? { cause: describe(cause, depth + 1) } : {}),
  }
}
