import type { Environment } from './config.js'

type Known = { isDevelopmentSecret: boolean; secure: boolean }

/** What is wrong with settings that are right one by one. */
export function problemsOf(env: Environment, { isDevelopmentSecret, secure }: Known): string[] {
  const problems: string[] = []
  if (env.NODE_ENV === 'production' && isDevelopmentSecret)
    problems.push('JWT_SECRET: the development secret does not run in production')
  if (env.COOKIE_SAMESITE === 'none' && !secure)
    problems.push('COOKIE_SAMESITE: none needs a FRONTEND_URL over https')
  if (env.NODE_ENV === 'production' && env.OUTSIDE_ALLOW.length > 0)
    problems.push('OUTSIDE_ALLOW: is for development and tests, not for production')
  if ((env.VAPID_PUBLIC_KEY === undefined) !== (env.VAPID_PRIVATE_KEY === undefined))
    problems.push('VAPID_PUBLIC_KEY: and VAPID_PRIVATE_KEY are a pair, both or neither')
  return [...problems, ...checkRedis(env), ...checkBucket(env), ...checkMail(env), ...checkOidc(env)]
}

/** Of the environment as it was given. */
export function noRedis(given: Record<string, string | undefined>): string[] {
  if (given['REDIS_URL'] ?? given['REDIS_CLUSTER_NODES'] ?? given['REDIS_SENTINELS']) return []
  return ['REDIS_URL: is required (or REDIS_CLUSTER_NODES, or REDIS_SENTINELS)']
}

function checkRedis({ REDIS_CLUSTER_NODES, REDIS_SENTINELS }: Environment): string[] {
  if (REDIS_CLUSTER_NODES.length === 0 || REDIS_SENTINELS.length === 0) return []
  return ['REDIS_SENTINELS: and REDIS_CLUSTER_NODES are two ways to run Redis, choose one']
}

function checkBucket(env: Environment): string[] {
  if (!env.S3_BUCKET) return []
  const needed = {
    S3_ACCESS_KEY: env.S3_ACCESS_KEY,
    S3_SECRET_KEY: env.S3_SECRET_KEY,
    S3_REGION: env.S3_REGION,
  }
  return Object.entries(needed)
    .filter(([name, value]) => !value && (name !== 'S3_REGION' || !env.S3_ENDPOINT))
    .map(([name]) => `${name}: is needed with S3_BUCKET`)
}

function checkMail(env: Environment): string[] {
  const problems: string[] = []
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined))
    problems.push('SMTP_URL: and MAIL_FROM are needed together, or neither')
  if (env.SMTP_URL && env.FRONTEND_URL.length === 0)
    problems.push('FRONTEND_URL: is needed for the links in e-mails')
  return problems
}

function checkOidc(env: Environment): string[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env
  const given = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter((value) => value !== undefined)
  const problems: string[] = []
  if (given.length % 3 !== 0)
    problems.push('OIDC_ISSUER: OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together, or none of them')
  if (env.NODE_ENV === 'production' && OIDC_ISSUER?.startsWith('http:'))
    problems.push('OIDC_ISSUER: must be https in production')
  return problems
}
