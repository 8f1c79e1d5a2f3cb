import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'

/** A site that links lead to. */
export type LinkedSite = { at: string; asked: string[]; close: () => void }

/**
 * Each path is a page of that title: `pictured…` has a wide picture, `portrait…` a narrow one, `untitled` no title;
 * `missing` is not there, and `*.html` says that it is no page.
 */
export async function startSite(): Promise<LinkedSite> {
  const [wide, narrow] = [await pictureOf(1_600, 800), await pictureOf(300, 400)]
  const asked: string[] = []
  const server = createServer(({ url = '/' }, answer) => {
    asked.push(url)
    if (url === '/wide.png' || url === '/narrow.png')
      answer.setHeader('content-type', 'image/png').end(url === '/wide.png' ? wide : narrow)
    else sendPage(decodeURI(url.slice(1)), answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { at, asked, close: () => void server.close() }
}

function sendPage(name: string, answer: ServerResponse<IncomingMessage>): void {
  const picture = name.startsWith('pictured') ? 'wide' : name.startsWith('portrait') ? 'narrow' : undefined
  const image = picture ? `<meta property="og:image" content="/${picture}.png">` : ''
  const title = `<title>${name}</title><meta property="og:description" content="About ${name}">`
  answer
    .writeHead(name === 'missing' ? 404 : 200, {
      'content-type': name.endsWith('.html') ? 'text/plain' : 'text/html; charset=utf-8',
    })
    .end(name === 'untitled' ? '' : title + image)
}

const pictureOf = (width: number, height: number) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <linearGradient id="g" x2="0" y2="1"><stop stop-color="#f4b860"/><stop offset="1" stop-color="#3d6b8f"/></linearGradient>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="70%" cy="40%" r="12%" fill="#fff3d6"/></svg>`),
  )
    .png()
    .toBuffer()
