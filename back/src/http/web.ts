import { sep } from 'node:path'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { NextFunction, Request, Response } from 'express'
import { API_PREFIX, SOCKET_PATH } from '@papo/contract'
import { notFound } from '../errors.js'

const YEAR_MS = 31_536_000_000
/** Outside the API's prefix, for balancers. */
export const HEALTH_PATHS = ['/health', '/health/live', '/health/ready']
const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
const isReserved = (path: string) =>
  isWithin(path, API_PREFIX) || isWithin(path, SOCKET_PATH) || HEALTH_PATHS.includes(path)

/**
 * Serves the built web app. Files in assets/ bear a hash in their names and never change; every other page
 * that a browser asks for is index.html, which is asked for anew each time. Nothing else exists out here.
 */
export function serveWebApp(app: NestExpressApplication, webDir: string): void {
  app.useStaticAssets(webDir, {
    index: false,
    redirect: false,
    setHeaders: (response: Response, path: string) => {
      if (path.includes(`${sep}assets${sep}`))
        response.setHeader('Cache-Control', `public, max-age=${YEAR_MS / 1_000}, immutable`)
      else response.setHeader('Cache-Control', 'no-cache')
    },
  })
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isReserved(request.path)) return next()
    if (!wantsPage(request)) return next(notFound('page'))
    const options = { root: webDir, headers: { 'Cache-Control': 'no-cache' } }
    response.sendFile('index.html', options, (error: Error | undefined) => {
      if (error && !response.headersSent) next(notFound('page'))
    })
  })
}

function wantsPage({ method, path, headers }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  return !path.startsWith('/assets/') && (headers.accept ?? '').includes('text/html')
}
