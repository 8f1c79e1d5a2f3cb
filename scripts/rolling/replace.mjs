// @ts-check
import { Failure, messageOf } from '../failure.mjs'

/**
 * @typedef {import('./compose.mjs').Container} Container
 * @typedef {Pick<import('./compose.mjs').Compose, 'running' | 'add' | 'healthy' | 'end' | 'remove' | 'lastWords'>} Cluster
 * @typedef {{ cluster: Cluster, doors?: import('./door.mjs').Door[], say: (line: string) => void,
 *   isOver?: () => boolean }} Parts `isOver`: somebody wants it to end after this one
 */

/**
 * Replaces every container of a service, one by one: first a new one serves, then an old one ends. So there are never
 * fewer than before, and a version that does not come up costs nothing.
 * @param {string} service
 * @param {Parts} parts
 * @returns {Promise<string[]>} what was not as it should be
 */
export async function replaceAll(service, { cluster, doors = [], say, isOver = () => false }) {
  const old = await cluster.running(service)
  if (old.length === 0) throw new Failure(`no ${service} runs: start the installation first (up -d)`)
  const problems = []
  for (const [place, container] of old.entries()) {
    if (isOver()) throw new Failure(`stopped: ${place} of ${old.length} × ${service} were replaced`)
    const newcomer = await bringUp(service, { cluster, doors, say })
    const code = await bringDown(container, { cluster, doors, say })
    if (code !== 0) problems.push(`${container.name} ended with ${code}`)
    say(`${service} ${place + 1} of ${old.length}: ${newcomer.name} in place of ${container.name}`)
  }
  return problems
}

/**
 * @param {string} service
 * @param {Required<Pick<Parts, 'cluster' | 'doors' | 'say'>>} parts
 */
async function bringUp(service, { cluster, doors, say }) {
  const added = await cluster.add(service)
  try {
    // HAProxy asks more often than the engine does.
    if (doors.length === 0) await cluster.healthy(service, added)
    for (const door of doors) await door.serves(added.addresses)
    return added
  } catch (error) {
    say(await cluster.lastWords(added))
    await cluster.remove(added)
    throw new Failure(
      `${messageOf(error)}. The new ${service} was taken away again; the others go on as they are.`,
    )
  }
}

/**
 * @param {Container} container
 * @param {Required<Pick<Parts, 'cluster' | 'doors' | 'say'>>} parts
 */
async function bringDown(container, { cluster, doors }) {
  for (const door of doors) await door.close(container.addresses)
  try {
    return await cluster.end(container)
  } finally {
    for (const door of doors) await door.release()
  }
}
