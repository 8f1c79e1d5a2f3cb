import type { z } from 'zod'

export type Issue = { path: string; message: string }
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: Issue[] }

/** Deeper than anything that is accepted, and far from what a stack can bear. */
const DEPTH_MAX = 16

/**
 * Zod passes over an own key named `__proto__`; nothing that we accept has one. A few kilobytes of nested
 * brackets would overflow the stack of whoever looks into them. Bytes are nothing that we accept, and each of them
 * would be looked at, as often as the payload names them.
 */
function refused(value: unknown, path = '', depth = 0): Issue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (ArrayBuffer.isView(value)) return { path, message: 'is not allowed' }
  if (depth > DEPTH_MAX) return { path, message: 'is nested too deeply' }
  for (const key of Object.keys(value)) {
    const at = path ? `${path}.${key}` : key
    if (key === '__proto__') return { path: at, message: 'is not allowed' }
    const inner = refused((value as Record<string, unknown>)[key], at, depth + 1)
    if (inner !== undefined) return inner
  }
  return undefined
}

/** Parses what came from outside. Never throws; at most ten issues. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const issue = refused(input)
  if (issue !== undefined) return { ok: false, issues: [issue] }
  const result = schema.safeParse(input)
  if (result.success) return { ok: true, value: result.data }
  const issues = result.error.issues.slice(0, 10)
  return {
    ok: false,
    issues: issues.map((i) => ({ path: i.path.map(String).join('.'), message: i.message })),
  }
}
