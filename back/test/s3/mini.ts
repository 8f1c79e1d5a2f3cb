import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { Shelf, type Stored } from './shelf.js'
import { checkPayload, type Keys, S3Error, verify } from './signature.js'

type Call = {
  request: IncomingMessage
  response: ServerResponse
  query: URLSearchParams
  shelf: Shelf
  key: string
  payload: string
}

const xml = (text: string | number) => String(text).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)
const valuesIn = (text: string, tag: string) =>
  [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&quot;', '"').replaceAll('&#34;', '"'),
  )
const crc32Of = (data: Buffer) => {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(data))
  return sum.toString('base64')
}

/** A strict stand-in for an S3 server, as far as Papo speaks to one: signatures, expiry, sizes and parts are checked. */
export class MiniS3 {
  readonly shelves = new Map<string, Shelf>()
  private readonly server: Server

  constructor(private readonly keys: Keys) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => refuse(response, error))
    })
  }

  /** @returns its address */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*')
    if (request.method === 'OPTIONS') return allow(request, response)
    const url = new URL(request.url ?? '/', 'http://s3')
    const payload = verify(request, url, this.keys)
    const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent)
    const key = rest.join('/')
    if (!key && request.method === 'PUT') {
      this.shelves.set(bucket, new Shelf())
      return done(response)
    }
    const shelf = this.shelves.get(bucket)
    if (!shelf) throw new S3Error(404, 'NoSuchBucket')
    const call = { request, response, query: url.searchParams, shelf, key, payload }
    if (!key) return ofBucket(call, bucket)
    if (call.query.has('uploads') || call.query.has('uploadId')) return ofUpload(call)
    return ofObject(call)
  }
}

async function bodyOf({ request, payload }: Call): Promise<Buffer> {
  const body = await buffer(request)
  checkPayload(body, payload)
  const sum = request.headers['x-amz-checksum-crc32']
  if (sum !== undefined && sum !== crc32Of(body)) throw new S3Error(400, 'BadDigest')
  return body
}

async function ofBucket(call: Call, bucket: string): Promise<void> {
  const { request, response, query, shelf } = call
  if (request.method === 'HEAD') return done(response)
  if (request.method === 'POST' && query.has('delete')) {
    const keys = valuesIn((await bodyOf(call)).toString(), 'Key')
    for (const key of keys) shelf.delete(key)
    return tell(response, 'DeleteResult')
  }
  if (query.has('uploads')) {
    const each = shelf.underWay().map(([id, { key, at }]) => {
      const inside = `<Key>${xml(key)}</Key><UploadId>${id}</UploadId><Initiated>${at.toISOString()}</Initiated>`
      return `<Upload>${inside}</Upload>`
    })
    return tell(response, 'ListMultipartUploadsResult', `<IsTruncated>false</IsTruncated>${each.join('')}`)
  }
  const found = shelf.list(query.get('prefix') ?? '', query.get('start-after') ?? '')
  const each = found.map(([key, { data, at }]) => {
    const inside = `<Key>${xml(key)}</Key><Size>${data.length}</Size><LastModified>${at.toISOString()}</LastModified>`
    return `<Contents>${inside}</Contents>`
  })
  tell(response, 'ListBucketResult', `<Name>${xml(bucket)}</Name>${each.join('')}`)
}

async function ofUpload(call: Call): Promise<void> {
  const { request, response, query, shelf, key } = call
  const id = query.get('uploadId') ?? ''
  if (request.method === 'POST' && query.has('uploads')) {
    const uploadId = shelf.begin(key, request.headers['content-type'])
    return tell(response, 'InitiateMultipartUploadResult', `<UploadId>${uploadId}</UploadId>`)
  }
  if (request.method === 'PUT') {
    shelf.upload(key, id)
    const { etag } = shelf.putPart(key, id, {
      number: Number(query.get('partNumber')),
      data: await bodyOf(call),
    })
    return done(response, { etag })
  }
  if (request.method === 'GET') {
    const parts = [...shelf.upload(key, id).parts].sort(([a], [b]) => a - b)
    const each = parts.map(([number, { data, etag }]) => {
      const inside = `<PartNumber>${number}</PartNumber><Size>${data.length}</Size><ETag>${xml(etag)}</ETag>`
      return `<Part>${inside}</Part>`
    })
    return tell(response, 'ListPartsResult', `<IsTruncated>false</IsTruncated>${each.join('')}`)
  }
  if (request.method === 'DELETE') {
    shelf.abort(key, id)
    response.writeHead(204).end()
    return
  }
  const said = (await bodyOf(call)).toString()
  const etags = valuesIn(said, 'ETag')
  const wanted = valuesIn(said, 'PartNumber').map((n, index) => ({
    number: Number(n),
    etag: etags[index] ?? '',
  }))
  const { etag } = shelf.complete(key, id, wanted)
  tell(response, 'CompleteMultipartUploadResult', `<Key>${xml(key)}</Key><ETag>${xml(etag)}</ETag>`)
}

async function ofObject(call: Call): Promise<void> {
  const { request, response, shelf, key } = call
  const type = request.headers['content-type']
  const source = request.headers['x-amz-copy-source']
  if (request.method === 'PUT' && typeof source === 'string') {
    const { data } = shelf.get(decodeURIComponent(source).replace(/^\/?[^/]+\//, ''))
    const { etag, at } = shelf.put(key, data, type)
    const inside = `<ETag>${xml(etag)}</ETag><LastModified>${at.toISOString()}</LastModified>`
    return tell(response, 'CopyObjectResult', inside)
  }
  if (request.method === 'PUT') return done(response, { etag: shelf.put(key, await bodyOf(call), type).etag })
  if (request.method === 'DELETE') {
    shelf.delete(key)
    response.writeHead(204).end()
    return
  }
  give(call, shelf.get(key))
}

/** With the one kind of range that browsers ask for. */
function give({ request, response, query }: Call, { data, etag, type, at }: Stored): void {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  const from = Number(first ?? 0)
  const to = last ? Math.min(Number(last), data.length - 1) : data.length - 1
  if (first !== undefined && from > to) throw new S3Error(416, 'InvalidRange')
  const said = (name: string) => query.get(`response-${name}`)
  const headers = {
    'content-type': said('content-type') ?? type,
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    'last-modified': at.toUTCString(),
    etag,
    ...Object.fromEntries(
      ['content-disposition', 'cache-control'].flatMap((name) => (said(name) ? [[name, said(name)]] : [])),
    ),
    ...(first === undefined ? {} : { 'content-range': `bytes ${from}-${to}/${data.length}` }),
  }
  response.writeHead(first === undefined ? 200 : 206, headers)
  response.end(request.method === 'HEAD' ? undefined : data.subarray(from, to + 1))
}

function allow(request: IncomingMessage, response: ServerResponse): void {
  const headers = request.headers['access-control-request-headers'] ?? '*'
  const methods = 'GET,HEAD,PUT'
  response
    .writeHead(204, { 'access-control-allow-methods': methods, 'access-control-allow-headers': headers })
    .end()
}

const done = (response: ServerResponse, headers: Record<string, string> = {}): void =>
  void response.writeHead(200, { ...headers, 'content-length': 0 }).end()

function tell(response: ServerResponse, tag: string, inside = ''): void {
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?><${tag}>${inside}</${tag}>`)
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const { status, code, message } = error instanceof S3Error ? error : new S3Error(500, 'InternalError')
  response.writeHead(status, { 'content-type': 'application/xml', connection: 'close' })
  response.end(
    `<?xml version="1.0"?><Error><Code>${xml(code)}</Code><Message>${xml(message)}</Message></Error>`,
  )
}
