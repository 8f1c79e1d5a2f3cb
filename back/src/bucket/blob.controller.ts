import { Controller, Get, Param, Put, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Public } from '../auth/current.user.js'
import { ChatError, notFound } from '../errors.js'
import { Bucket } from './bucket.js'
import { DiskBucket } from './disk.bucket.js'
import { HANDOUT_CACHING, headersOf } from './handout.js'

/** A body that does not move for so long has lost its sender. */
const IDLE_MS = 60_000

/** The links of `DiskBucket`: whoever holds one may do what it says. Nobody is asked who they are. */
@Public()
@Controller('blobs')
export class BlobController {
  constructor(private readonly bucket: Bucket) {}

  @Put(':token')
  async put(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // Of a body that was refused, nobody reads the rest.
    response.set('Connection', 'close')
    const right = this.disk.links.read(token)
    if (right?.method !== 'PUT') throw refused()
    if (request.headers['content-type'] !== right.type)
      throw new ChatError('forbidden', 'The link is for another type.')
    const announced = request.headers['content-length']
    if (announced !== undefined && Number(announced) !== right.size)
      throw new ChatError(
        Number(announced) > right.size ? 'too_large' : 'invalid_payload',
        'The link is for another size.',
      )
    request.setTimeout(IDLE_MS, () => request.destroy())
    await this.disk.receive(right, request)
    response.removeHeader('Connection')
    response.status(200).end()
  }

  @Get(':token')
  async get(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const right = this.disk.links.read(token)
    if (right?.method !== 'GET') throw refused()
    const { type, disposition } = headersOf(right.handout)
    const headers = {
      'Content-Type': type,
      'Content-Disposition': disposition,
      'Cache-Control': HANDOUT_CACHING,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    }
    await send(response, this.disk.placeOf(right.key), headers)
  }

  private get disk(): DiskBucket {
    if (this.bucket instanceof DiskBucket) return this.bucket
    throw notFound('file')
  }
}

const refused = () => new ChatError('forbidden', 'This link is not valid, or no longer.')

type Place = { root: string; name: string }

/** Ranges, ETag and conditions are Express's. @throws ChatError before anything was sent */
function send(response: Response, { root, name }: Place, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { root, headers, cacheControl: false, lastModified: false }
    response.sendFile(name, options, (error: (Error & { status?: number }) | undefined) => {
      if (!error || response.headersSent) return resolve()
      if (error.status === 404) return reject(notFound('file'))
      if (error.status !== 416 && error.status !== 412)
        return reject(
          new ChatError('unavailable', 'Not reachable at the moment, try again.', { cause: error }),
        )
      response.status(error.status).set('Cache-Control', 'no-store').end()
      resolve()
    })
  })
}
