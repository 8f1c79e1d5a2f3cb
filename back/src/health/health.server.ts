import { createServer, type Server } from 'node:http'
import type { Readiness } from './readiness.js'

/** The health calls of a process that serves nothing else. */
export async function serveHealth(readiness: Readiness, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (problems: string[]) => {
      const status = problems.length === 0 ? 'ok' : 'unavailable'
      response.writeHead(problems.length === 0 ? 200 : 503, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ status, ...(problems.length ? { problems } : {}) }))
    }
    if (request.url === '/health/live') answer([])
    else if (request.url === '/health/ready' || request.url === '/health')
      readiness.problems().then(answer, () => answer(['unknown']))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  return server
}
