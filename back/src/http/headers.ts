import type { NextFunction, Request, Response } from 'express'
import helmet, { crossOriginResourcePolicy } from 'helmet'
import type { ServerResponse } from 'node:http'
import type { Config } from '../config.js'

/** What a page of ours may do in the browser, which is sent to the bucket for files. Without https, what only works there is left out. */
export const securityHeaders = ({ FRONTEND_URL, secure }: Config, bucketOrigin: string[]) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:', ...FRONTEND_URL, ...bucketOrigin],
        imgSrc: ["'self'", 'data:', 'blob:', ...bucketOrigin],
        mediaSrc: ["'self'", 'blob:', ...bucketOrigin],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })

const YEAR_SECONDS = 31_536_000

/** The least that holds for every answer, also for what never comes to Express: the answers to long polling. */
export function bareHeaders({ secure }: Pick<Config, 'secure'>, response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', "default-src 'none';frame-ancestors 'none'")
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (secure) response.setHeader('Strict-Transport-Security', `max-age=${YEAR_SECONDS}; includeSubDomains`)
}

/**
 * Whose pages may show files: a web app of another origin does so without asking, which helmet's own word forbids.
 * No wider than cookies go along.
 */
export function shownIn({ FRONTEND_URL, COOKIE_SAMESITE }: Pick<Config, 'FRONTEND_URL' | 'COOKIE_SAMESITE'>) {
  if (FRONTEND_URL.length === 0) return crossOriginResourcePolicy({ policy: 'same-origin' })
  return crossOriginResourcePolicy({ policy: COOKIE_SAMESITE === 'none' ? 'cross-origin' : 'same-site' })
}

/** What the API says is for one person and this moment. */
export function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}
