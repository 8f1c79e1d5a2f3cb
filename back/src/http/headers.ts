import type { NextFunction, Request, Response } from 'express'
import helmet from 'helmet'
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

/** What the API says is for one person and this moment. */
export function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}
