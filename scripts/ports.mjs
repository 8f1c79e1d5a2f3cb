// @ts-check
import { createServer } from 'node:net'

/**
 * A port that nothing listened on a moment ago.
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export function freePort(host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/**
 * Whether someone else holds the port (or we may not bind it).
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<string | undefined>} the reason (EADDRINUSE, EACCES …), undefined when free
 */
export function portTaken(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
