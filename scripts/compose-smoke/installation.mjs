// @ts-check
import { attempt, until } from '../command.mjs'

const BUILD_TIMEOUT_MS = 15 * 60_000
const COMMAND_TIMEOUT_MS = 5 * 60_000
const HEALTHY_TIMEOUT_MS = 5 * 60_000
const DEPLOY_TIMEOUT_MS = 15 * 60_000
const SUCCESSOR = 'papo.successor'
const FORMAT = '{{.ID}}\t{{.Label "com.docker.compose.service"}}\t{{.State}}\t{{.Status}}\t{{.Ports}}'

/**
 * @typedef {{ id: string, service: string, state: string, status: string, ports: string }} Container
 * @typedef {{ engine: import('./engine.mjs').Engine, file: string, project: string,
 *   env: Record<string, string> }} InstallationOptions
 * @typedef {ReturnType<typeof openInstallation>} Installation
 */

/**
 * One compose project of its own, which nothing else on the engine notices.
 * @param {InstallationOptions} options
 */
export function openInstallation({ engine, file, project, env }) {
  const environment = { ...engine.env, ...env }
  /** @param {string[]} command */
  const must = async (command, timeoutMs = COMMAND_TIMEOUT_MS) => {
    const { ok, output } = await attempt(command, { timeoutMs, env: environment })
    if (!ok) throw new Error(`${command.join(' ')}:\n${output.split('\n').slice(-25).join('\n')}`)
    return output
  }
  const compose = [...engine.compose, '-p', project, '-f', file]
  /** @returns {Promise<Container[]>} also those that ended */
  const containers = async () => {
    const mine = `label=com.docker.compose.project=${project}`
    const lines = await must(['docker', 'ps', '-a', '--no-trunc', '--filter', mine, '--format', FORMAT])
    return lines.split('\n').filter(Boolean).map(toContainer)
  }
  const healthy = () =>
    until('every container is healthy', HEALTHY_TIMEOUT_MS, async () => {
      const sick = (await containers()).filter(
        (c) => !c.status.includes(c.service === 'secrets' ? 'Exited (0)' : '(healthy)'),
      )
      if (sick.length) throw new Error(sick.map((c) => `${c.service}: ${c.status}`).join(', '))
      return true
    })
  return {
    containers,
    healthy,
    build: () => must([...compose, 'build'], BUILD_TIMEOUT_MS),
    /** @param {string[]} [args] */
    up: (args = []) => must([...compose, 'up', '-d', ...args]),
    stop: () => must([...compose, 'stop']),
    /** Takes the containers away and leaves the data. */
    down: () => must([...compose, 'down']),
    /** Takes everything away; works also after an abort. */
    remove: () =>
      attempt([...compose, 'down', '-v', '--rmi', 'local', '-t', '5'], {
        timeoutMs: COMMAND_TIMEOUT_MS,
        env: environment,
        cleansUp: true,
      }),
    /** @param {string} service */
    of: async (service) => (await containers()).filter((c) => c.service === service && c.state === 'running'),
    /** @param {string} id @param {string[]} command */
    exec: (id, command) => must(['docker', 'exec', id, ...command]),
    /** @param {string} id */
    kill: (id) => must(['docker', 'kill', id]),
    /** @param {string} id */
    logs: (id) => must(['docker', 'logs', id]),
    /** The image of a service gets a successor, which differs by a label. @param {string} service */
    succeed: async (service) => {
      const [one] = (await containers()).filter((c) => c.service === service && c.state === 'running')
      const name = await must(['docker', 'inspect', '--format', '{{.Config.Image}}', one?.id ?? ''])
      await must(['docker', 'commit', '--change', `LABEL ${SUCCESSOR}=yes`, one?.id ?? '', name])
    },
    /** @param {Container} container */
    isSuccessor: async ({ id }) =>
      (await must(['docker', 'inspect', '--format', `{{index .Config.Labels "${SUCCESSOR}"}}`, id])) ===
      'yes',
    /** As an operator does. */
    deploy: () => {
      const options = ['--file', file, '--project', project, '--images', 'keep']
      return must([process.execPath, 'scripts/rolling-deploy.mjs', ...options], DEPLOY_TIMEOUT_MS)
    },
    /** What a failed run leaves to learn from. */
    tell: async () => {
      for (const { id, service, status } of await containers())
        console.log(
          `--- ${service}: ${status}\n${(await must(['docker', 'logs', '--tail', '15', id])).slice(-4000)}`,
        )
    },
    /** @param {string} id */
    imageSizeMb: async (id) => {
      const image = await must(['docker', 'inspect', '--format', '{{.Image}}', id])
      return Math.round(
        Number(await must(['docker', 'image', 'inspect', '--format', '{{.Size}}', image])) / 1e6,
      )
    },
  }
}

/**
 * @param {string} line in FORMAT
 * @returns {Container}
 */
function toContainer(line) {
  const [id = '', service = '', state = '', status = '', ports = ''] = line.split('\t')
  return { id, service, state, status, ports }
}
