import proxyAddr from 'proxy-addr'
import { z } from 'zod'

export const list = z
  .string()
  .default('')
  .transform((v) =>
    v
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean),
  )
export const bytes = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}$`), `must be ${length} bytes in base64url`)
export const count = (value: number) => z.coerce.number().int().positive().default(value)
const DURATION = /^(\d+)([smhd])$/
const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }
export const duration = z
  .string()
  .regex(DURATION, 'must look like 15m, 900s or 1h')
  .transform((v) => {
    const [, n = '', unit = 's'] = DURATION.exec(v) ?? []
    return Number(n) * (UNIT_SECONDS[unit] ?? 1)
  })
export const origins = list.refine(
  (all) => all.every((o) => URL.canParse(o) && new URL(o).origin === o),
  'must be a comma-separated list of origins such as https://chat.example.org, without a path',
)

const NODE = /^(\[[\da-f:]+\]|[\w.-]+):(\d{1,5})$/i
export const nodes = list
  .refine(
    (all) => all.every((node) => NODE.test(node)),
    'must be a comma-separated list like redis-1:6379,redis-2:6379',
  )
  .transform((all) =>
    all.map((node) => {
      const [, host = '', port] = NODE.exec(node) ?? []
      return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
    }),
  )

const isAddressList = (all: string[]) => {
  try {
    return proxyAddr.compile(all) !== undefined
  } catch {
    return false
  }
}
export const addresses = list.refine(
  isAddressList,
  'must be a comma-separated list of addresses, ranges such as 10.0.0.0/8, loopback or uniquelocal',
)
