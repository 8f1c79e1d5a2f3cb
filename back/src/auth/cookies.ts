import type { CookieOptions, Request, Response } from 'express'
import type { Config } from '../config.js'

const DAY_MS = 86_400_000
/** How long one may take at the provider. */
export const FLOW_SECONDS = 600

/** `__Host-` binds a cookie to this host, to https and to the whole site; browsers refuse it over plain http. */
export function cookieNames(config: Pick<Config, 'secure'>): {
  access: string
  refresh: string
  oidc: string
} {
  const prefix = config.secure ? '__Host-' : ''
  return { access: `${prefix}papo_access`, refresh: `${prefix}papo_refresh`, oidc: `${prefix}papo_oidc` }
}

/** Reads one cookie of a `Cookie` header; the first of that name wins, as with cookie-parser. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

/** With an Authorization header no cookie counts, as such calls are not checked for foreign pages. */
export function cookieOf(request: Request, name: string): string | undefined {
  if (request.headers.authorization !== undefined) return undefined
  const value: unknown = (request.cookies as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value : undefined
}

export const refreshCookieOf = (request: Request, config: Config) =>
  cookieOf(request, cookieNames(config).refresh)

const optionsOf = (config: Config): CookieOptions => ({
  httpOnly: true,
  sameSite: config.COOKIE_SAMESITE,
  secure: config.secure,
  path: '/',
})

export function setCookies(
  response: Response,
  config: Config,
  tokens: { accessToken: string; refreshToken: string },
): void {
  const [names, options] = [cookieNames(config), optionsOf(config)]
  response.cookie(names.access, tokens.accessToken, { ...options, maxAge: config.JWT_EXPIRES_IN * 1_000 })
  const maxAge = config.REFRESH_EXPIRES_DAYS * DAY_MS
  response.cookie(names.refresh, tokens.refreshToken, { ...options, maxAge })
}

export function clearCookies(response: Response, config: Config): void {
  const names = cookieNames(config)
  for (const name of [names.access, names.refresh]) response.clearCookie(name, optionsOf(config))
}

/**
 * Binds a login by the provider to the browser that began it. The way back comes from the provider's page, so a strict
 * cookie would not come along.
 */
const oidcOptionsOf = (config: Config): CookieOptions => ({
  ...optionsOf(config),
  sameSite: config.COOKIE_SAMESITE === 'none' ? 'none' : 'lax',
})

export function setOidcCookie(response: Response, config: Config, browser: string): void {
  const options = { ...oidcOptionsOf(config), maxAge: FLOW_SECONDS * 1_000 }
  response.cookie(cookieNames(config).oidc, browser, options)
}

export function clearOidcCookie(response: Response, config: Config): void {
  response.clearCookie(cookieNames(config).oidc, oidcOptionsOf(config))
}
