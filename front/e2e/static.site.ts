import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Serves the files of a folder from an origin of its own, as any static host does. */
export class StaticSite {
  private constructor(private readonly server: Server) {}

  static async start(dir: string): Promise<StaticSite> {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site')
      void answer(response, join(dir, pathname === '/' ? 'index.html' : pathname))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    return new StaticSite(server)
  }

  get origin(): string {
    const address = this.server.address()
    if (!address || typeof address === 'string') throw new Error('the site is not listening')
    return `http://127.0.0.1:${address.port}`
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.server.close(done))
    this.server.closeAllConnections()
    await closed
  }
}

async function answer(response: ServerResponse, file: string): Promise<void> {
  try {
    const body = await readFile(file)
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body)
  } catch {
    response.writeHead(404).end()
  }
}
