// @ts-check
import { createServer } from 'node:net'

/**
 * A port that nothing listened on a moment ago.
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export async function freePort(host) {
  const [port = 0] = await freePorts(1, host)
  return port
}

/**
 * As many different ones: they are held until all are found.
 * @param {number} count
 * @param {string} [host]
 * @returns {Promise<number[]>}
 */
export async function freePorts(count, host = '127.0.0.1') {
  const held = await Promise.all(Array.from({ length: count }, () => hold(host)))
  return Promise.all(held.map(({ port, letGo }) => letGo().then(() => port)))
}

/**
 * @param {string} host
 * @returns {Promise<{ port: number, letGo: () => Promise<void> }>}
 */
function hold(host) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ port, letGo: () => new Promise((gone) => server.close(() => gone())) })
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
