// @ts-check
import { attempt } from '../command.mjs'

const ASK_TIMEOUT_MS = 30_000
const CLOSE_TIMEOUT_MS = 60_000
const LAB_TIMEOUT_MS = 15 * 60_000
const LAB = 'scripts/compose-lab'

/** A slow machine may build an image for longer than the minute that docker-compose 1.29 waits for an answer. */
const PATIENT = { COMPOSE_HTTP_TIMEOUT: '900' }

/**
 * @typedef {{ env: NodeJS.ProcessEnv, compose: string[], close: () => Promise<void> }} Engine
 * `compose` are the words that start docker compose v2 or docker-compose 1.29
 */

/**
 * The engine of this machine; where none answers, one of our own.
 * @returns {Promise<Engine | string>} or the reason why there is none
 */
export async function findEngine() {
  const own = { env: { ...process.env, ...PATIENT }, close: async () => undefined }
  if (await answers(own.env)) return withCompose(own)
  const { ok, output } = await attempt([LAB, 'up'], { timeoutMs: LAB_TIMEOUT_MS })
  const host = /^export DOCKER_HOST=(.+)$/m.exec(output)?.[1]
  if (!ok || !host)
    return `no Docker Engine answers, and ${LAB} cannot start one: ${output.split('\n').at(-1)}`
  const started = output.includes('engine started')
  const close = async () =>
    void (started && (await attempt([LAB, 'down'], { timeoutMs: CLOSE_TIMEOUT_MS, cleansUp: true })))
  return withCompose({ env: { ...own.env, DOCKER_HOST: host }, close })
}

/** @param {NodeJS.ProcessEnv} env */
const answers = async (env) =>
  (
    await attempt(['docker', 'version', '--format', '{{.Server.Version}}'], {
      env,
      timeoutMs: ASK_TIMEOUT_MS,
    })
  ).ok

/**
 * @param {Omit<Engine, 'compose'>} engine
 * @returns {Promise<Engine | string>}
 */
async function withCompose(engine) {
  for (const compose of [['docker', 'compose'], ['docker-compose']]) {
    const { ok } = await attempt([...compose, 'version'], { env: engine.env, timeoutMs: ASK_TIMEOUT_MS })
    if (ok) return { ...engine, compose }
  }
  await engine.close()
  return 'neither docker compose nor docker-compose is installed'
}
