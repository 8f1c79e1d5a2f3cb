import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { noRedis, problemsOf } from './config.check.js'
import { addresses, bytes, count, duration, list, nodes, origins } from './config.values.js'

const DEVELOPMENT_SECRET = 'papo-development-secret-not-for-production'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Every setting, with the name that its environment variable bears. `.env.example` documents them. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HEALTH_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(0),
  INSTANCE_ID: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  FRONTEND_URL: origins,
  TRUST_PROXY: addresses,
  API_DOCS: z.enum(['on', 'off']).default('on'),
  WEB_DIR: z.string().default(here('../../front/dist')),
  MIGRATIONS_DIR: z.string().default(here('../../prisma/migrations')),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL'),
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// URL')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// URL')
    .optional(),
  REDIS_CLUSTER_NODES: nodes,
  REDIS_SENTINELS: nodes,
  REDIS_SENTINEL_NAME: z.string().default('mymaster'),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  JWT_SECRET: z.string().min(32).optional(),
  JWT_SECRET_FILE: z.string().optional(),
  JWT_EXPIRES_IN: duration.default(900),
  REFRESH_EXPIRES_DAYS: count(30),
  COOKIE_SAMESITE: z.enum(['lax', 'strict', 'none']).default('lax'),
  THROTTLE_TTL: count(60),
  THROTTLE_LIMIT: count(30),
  THROTTLE_BURST: count(30),
  THROTTLE_IP_LIMIT: count(12_000),
  ROOM_THROTTLE_LIMIT: count(6_000),
  ROOM_OPS_LIMIT: count(5),
  ROOM_OPS_BURST: count(10),
  AUTH_IP_LIMIT: count(600),
  SEARCH_LIMIT: count(60),
  MAX_SOCKETS_PER_USER: count(50),
  MAX_SOCKETS_PER_IP: count(2_000),
  // Well below the gap that a new epoch leaves, so that no seq is used twice.
  BACKLOG_LIMIT: z.coerce.number().int().positive().max(50_000).default(20_000),
  // A bucket copies no more at once, and whatever is checked is copied.
  UPLOAD_MAX_BYTES: z.coerce.number().int().positive().max(5_368_709_120).default(104_857_600),
  UPLOAD_QUOTA_BYTES: count(5_368_709_120),
  UPLOAD_LIMIT: count(120),
  UPLOADS_DIR: z.string().default(here('../../.papo/uploads')),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_PUBLIC_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  VAPID_PUBLIC_KEY: bytes(65).optional(),
  VAPID_PRIVATE_KEY: bytes(32).optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(https:\/\/|mailto:)./, 'must be an https: or mailto: address')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// URL')
    .optional(),
  MAIL_FROM: z.string().optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().trim().max(40).optional(),
  OIDC_SCOPES: z
    .string()
    .regex(/\bopenid\b/, 'must hold openid')
    .default('openid profile email'),
  OIDC_REDIRECT_URL: z.url({ protocol: /^https?$/ }).optional(),
  RETENTION_SWEEP_SECONDS: count(60),
  OUTSIDE_ALLOW: list,
})
export type Environment = z.output<typeof environment>

/** Names of all variables that are read, for the test that keeps `.env.example` whole. */
export const ENVIRONMENT_NAMES = Object.keys(environment.shape)

export type Config = Omit<Environment, 'JWT_SECRET' | 'JWT_SECRET_FILE' | 'INSTANCE_ID'> & {
  JWT_SECRET: string
  /** Names this process in presence leases, logs and `ready`. */
  INSTANCE_ID: string
  /** Whether browsers reach us by https, so that cookies are Secure and `__Host-`. */
  secure: boolean
}
export const CONFIG = Symbol('config')

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
  }
}

function secretOf(env: Environment): string {
  if (env.JWT_SECRET) return env.JWT_SECRET
  if (env.JWT_SECRET_FILE) {
    const secret = readFileSync(env.JWT_SECRET_FILE, 'utf8').trim()
    if (secret.length >= 32) return secret
    throw new ConfigError(['JWT_SECRET_FILE: the file must hold at least 32 characters'])
  }
  if (env.NODE_ENV !== 'production') return DEVELOPMENT_SECRET
  throw new ConfigError(['JWT_SECRET: is required in production (or JWT_SECRET_FILE)'])
}

/** Parses the environment. An empty variable counts as absent. @throws ConfigError with every problem at once */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  const missing = noRedis(given)
  if (!parsed.success || missing.length > 0)
    throw new ConfigError([
      ...(parsed.error?.issues ?? []).map((i) => `${i.path.join('.')}: ${i.message}`),
      ...missing,
    ])
  const env = parsed.data
  const secret = secretOf(env)
  const secure = env.FRONTEND_URL.some((origin) => origin.startsWith('https:'))
  const problems = problemsOf(env, { isDevelopmentSecret: secret === DEVELOPMENT_SECRET, secure })
  if (problems.length) throw new ConfigError(problems)
  return { ...env, JWT_SECRET: secret, INSTANCE_ID: env.INSTANCE_ID ?? uuidv7().slice(-12), secure }
}

/** The settings of this process, or an end with every problem named. */
export function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(
      `Papo cannot start with these settings:\n${error.problems.map((p) => `  ${p}\n`).join('')}`,
    )
    process.exit(1)
  }
}
