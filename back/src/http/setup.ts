import type { NestApplicationOptions } from '@nestjs/common'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { API_PREFIX, LIMITS } from '@papo/contract'
import compression from 'compression'
import cookieParser from 'cookie-parser'
import type { IncomingMessage } from 'node:http'
import { BLOB_PATH } from '../bucket/blob.link.js'
import { Bucket } from '../bucket/bucket.js'
import type { Config } from '../config.js'
import type { Logger } from '../logger.js'
import { trustOf } from './address.js'
import { refuseForeignPages } from './csrf.js'
import { HttpErrorFilter } from './error.filter.js'
import { neverStored, securityHeaders, shownIn } from './headers.js'
import { logRequests } from './request.log.js'
import { HEALTH_PATHS, serveWebApp } from './web.js'

/** For `NestFactory.create`: only JSON is read, and by the parser below. */
export const HTTP_OPTIONS = { bodyParser: false } satisfies NestApplicationOptions

/** Everything between Express and the controllers; call before `app.init()`. */
export function setupHttp(app: NestExpressApplication, config: Config, logger: Logger): void {
  app.set('trust proxy', trustOf(config.TRUST_PROXY))
  app.disable('x-powered-by')
  app.setGlobalPrefix(API_PREFIX, { exclude: HEALTH_PATHS })
  app.useGlobalFilters(new HttpErrorFilter(logger))
  app.use(
    logRequests(logger),
    securityHeaders(
      config,
      [app.get(Bucket).origin].filter((origin) => origin !== undefined),
    ),
    compression(),
  )
  if (config.FRONTEND_URL.length)
    app.enableCors({
      origin: config.FRONTEND_URL,
      credentials: true,
      exposedHeaders: ['Retry-After'],
      maxAge: 600,
    })
  serveWebApp(app, config.WEB_DIR)
  app.use(API_PREFIX, neverStored)
  app.use([`${API_PREFIX}/files`, BLOB_PATH], shownIn(config))
  app.use(cookieParser(), refuseForeignPages(config))
  app.useBodyParser('json', { limit: LIMITS.frameBytesMax, type: isCall })
  if (!config.secure) warnOfPlainHttp(logger)
}

/** A file's bytes are a stream, also if they are JSON. */
function isCall({ url = '', headers }: IncomingMessage): boolean {
  return !url.startsWith(BLOB_PATH) && /^application\/json\b/i.test(headers['content-type'] ?? '')
}

function warnOfPlainHttp(logger: Logger): void {
  logger.warn('cookies are not Secure: no FRONTEND_URL over https is set, so keep this on a trusted network')
}
