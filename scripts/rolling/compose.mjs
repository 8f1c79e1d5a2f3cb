// @ts-check
import { attempt, until } from '../command.mjs'
import { Failure } from '../failure.mjs'

const COMMAND_TIMEOUT_MS = 5 * 60_000
const BUILD_TIMEOUT_MS = 60 * 60_000
const HEALTHY_TIMEOUT_MS = 3 * 60_000
/** More than an instance needs: DRAIN_MS, and 15 seconds to close. */
const END_WITHIN_S = 60
/** The image of HAProxy has no socat, but Perl, as every Debian. So its admin socket needs no port. */
const ASK = `$s = IO::Socket::UNIX->new(Peer => "/tmp/haproxy.sock") or die "no admin socket: $!\\n"; print $s "@ARGV\\n"; print while <$s>`

/**
 * @typedef {{ id: string, name: string, running: boolean, healthy: boolean, addresses: string[] }} Container
 * @typedef {{ file: string, project?: string | undefined }} Which
 * @typedef {Awaited<ReturnType<typeof openCompose>>} Compose
 */

/** @param {string[]} command @param {number} [timeoutMs] */
async function must(command, timeoutMs = COMMAND_TIMEOUT_MS) {
  const { ok, output } = await attempt(command, { timeoutMs })
  if (!ok) throw new Failure(`${command.join(' ')}:\n${output.split('\n').slice(-20).join('\n')}`)
  return output
}

/** @returns {Promise<string[]>} the words that start docker compose v2 or docker-compose 1.29 */
async function findCompose() {
  for (const words of [['docker', 'compose'], ['docker-compose']])
    if ((await attempt([...words, 'version'], { timeoutMs: COMMAND_TIMEOUT_MS })).ok) return words
  throw new Failure('neither docker compose nor docker-compose is installed')
}

/** The installation that a compose file describes, as it runs. @param {Which} which */
export async function openCompose({ file, project }) {
  const compose = [...(await findCompose()), ...(project ? ['-p', project] : []), '-f', file]
  /** @param {string} service @returns {Promise<Container[]>} also those that ended */
  const containers = async (service) => {
    const ids = (await must([...compose, 'ps', '-a', '-q', service])).split('\n').filter(Boolean)
    if (ids.length === 0) return []
    /** @type {Inspected[]} */
    const inspected = JSON.parse(await must(['docker', 'inspect', ...ids]))
    return inspected.filter((one) => !isOneOff(one)).map(toContainer)
  }
  /** @param {string} service */
  const running = async (service) => (await containers(service)).filter((one) => one.running)
  /** @param {Container} container */
  const remove = ({ id }) => must(['docker', 'rm', '-f', id])
  return {
    running,
    build: () => must([...compose, 'build'], BUILD_TIMEOUT_MS),
    pull: () => must([...compose, 'pull'], BUILD_TIMEOUT_MS),
    /** One more than there are, by the images of now; the others stay as they are. @param {string} service @returns {Promise<Container>} */
    add: async (service) => {
      for (const one of await containers(service)) if (!one.running) await remove(one)
      const before = (await running(service)).map(({ id }) => id)
      const scale = ['--scale', `${service}=${before.length + 1}`]
      await must([...compose, 'up', '-d', '--no-deps', '--no-build', '--no-recreate', ...scale, service])
      const added = (await running(service)).find(({ id }) => !before.includes(id))
      if (!added) throw new Failure(`${compose.join(' ')} started no further ${service}`)
      return added
    },
    /** @param {string} service @param {Container} container */
    healthy: async (service, { id, name }) => {
      const found = () => running(service).then((all) => all.find((one) => one.id === id && one.healthy))
      return until(`${name} is healthy`, HEALTHY_TIMEOUT_MS, found)
    },
    /** Tells it to end, and waits. @param {Container} container @returns {Promise<number>} its exit code */
    end: async (container) => {
      await must(['docker', 'stop', '-t', String(END_WITHIN_S), container.id])
      const code = await must(['docker', 'inspect', '-f', '{{.State.ExitCode}}', container.id])
      await remove(container)
      return Number(code)
    },
    remove,
    /** @param {Container} container */
    lastWords: ({ id }) => must(['docker', 'logs', '--tail', '10', id]),
    /** @param {Container} haproxy @param {string} line */
    askHaproxy: ({ id }, line) =>
      must(['docker', 'exec', id, 'perl', '-MIO::Socket::UNIX', '-e', ASK, '--', line]),
  }
}

/**
 * @typedef {{ Id: string, Name: string, Config: { Labels: Record<string, string> },
 *   State: { Status: string, Health?: { Status: string } },
 *   NetworkSettings: { Networks: Record<string, { IPAddress: string }> } }} Inspected
 */

/** @param {Inspected} one */
const isOneOff = ({ Config }) => Config.Labels['com.docker.compose.oneoff']?.toLowerCase() === 'true'

/** @param {Inspected} one @returns {Container} */
const toContainer = ({ Id, Name, State, NetworkSettings }) => ({
  id: Id,
  name: Name.replace(/^\//, ''),
  running: State.Status === 'running',
  healthy: State.Health?.Status === 'healthy',
  addresses: Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress),
})
