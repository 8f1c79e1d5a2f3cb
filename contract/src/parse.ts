import type { z } from 'zod'

export type Issue = { path: string; message: string }
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: Issue[] }

/** Zod passes over an own key named `__proto__`; nothing that we accept has one. */
function protoPath(value: unknown, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const key of Object.keys(value)) {
    const at = path ? `${path}.${key}` : key
    if (key === '__proto__') return at
    const inner = protoPath((value as Record<string, unknown>)[key], at)
    if (inner !== undefined) return inner
  }
  return undefined
}

/** Parses what came from outside. Never throws; at most ten issues. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const proto = protoPath(input)
  if (proto !== undefined) return { ok: false, issues: [{ path: proto, message: 'is not allowed' }] }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  const issues = result.error.issues.slice(0, 10)
  return {
    ok: false,
    issues: issues.map((i) => ({ path: i.path.map(String).join('.'), message: i.message })),
  }
}
