// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { stopChild } from '../../scripts/child.mjs'
import { must } from './stores.js'

/** @typedef {import('./faults.js').Fault} Fault */

const SKEW_MS = 600_000

/** Brings a process that was told to end back where it was. @param {import('./lab.js').Lab} lab @param {import('./lab.js').Papo} papo */
async function replace(lab, papo) {
  papo.wanted = false
  const ended = await stopChild(papo.child, { timeoutMs: 30_000 })
  const next = await lab.launch(papo.role, { port: papo.port })
  const all = papo.role === 'main' ? lab.instances : lab.workers
  all.splice(all.indexOf(papo), 1, next)
  return ended && papo.child.exitCode === 0
    ? []
    : [{ kind: 'incident', why: `${papo.role} did not end by itself` }]
}

/** @type {Fault[]} */
export const PROCESS_FAULTS = [
  {
    number: 1,
    name: 'instance-killed',
    how: 'SIGKILL to one of three instances in the middle of a burst',
    async happen({ lab, party, random }) {
      await lab.kill(party.pick(lab.instances))
      await sleep(2_000 * random())
    },
  },
  {
    number: 2,
    name: 'worker-killed',
    how: 'SIGKILL to a worker, three times in a row',
    async happen({ lab, party, random }) {
      for (let time = 0; time < 3; time++) {
        await sleep(400 * random())
        await lab.kill(party.pick(lab.workers))
        await lab.restoreProcesses()
      }
    },
  },
  {
    number: 8,
    name: 'postgres-down',
    how: 'PostgreSQL stops as in a crash and is away for 5 to 60 seconds',
    runs: 5,
    happen: ({ lab, random }) => lab.stores.crashPostgres(5_000 + 55_000 * random()),
  },
  {
    number: 9,
    name: 'haproxy-reload',
    how: 'HAProxy reloads its configuration, twice',
    async happen({ lab, random }) {
      const backs = lab.instances.map(({ port }) => `127.0.0.1:${port}`)
      await must(lab.haproxy).reload(backs)
      await sleep(1_000 * random())
      await must(lab.haproxy).reload(backs)
    },
  },
  {
    number: 10,
    name: 'backend-gone',
    how: 'SIGKILL to an instance that stays away, while everyone bears its cookie',
    async happen({ lab, party }) {
      await lab.kill(party.pick(lab.instances))
      const back = async () => party.clients.every(({ socket }) => socket.connected)
      const deadline = Date.now() + 10_000
      while (!(await back())) {
        if (Date.now() > deadline)
          return [{ kind: 'unsettled', why: 'not everyone was redispatched in 10 s' }]
        await sleep(50)
      }
      return []
    },
  },
  {
    number: 14,
    name: 'clock-skew',
    how: "one instance's clock is ten minutes ahead or behind",
    runs: 5,
    async happen({ lab, party, random }) {
      const papo = party.pick(lab.instances)
      const skew = random() < 0.5 ? SKEW_MS : -SKEW_MS
      const shim = `const now=Date.now;const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(now()+${skew})}static now(){return now()+${skew}}};`
      await lab.kill(papo)
      const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shim)}` }
      const skewed = await lab.launch('main', { port: papo.port, env })
      lab.instances.splice(lab.instances.indexOf(papo), 1, skewed)
      await sleep(3_000)
      await lab.kill(skewed)
    },
  },
  {
    number: 17,
    name: 'rolling-deploy',
    how: 'every instance and worker is replaced, one by one, under load',
    runs: 5,
    async happen({ lab, party }) {
      const { refusals, counts } = party.recorder
      const before = refusals.length + counts.retryLater
      const found = []
      for (const [place, papo] of [...lab.instances.entries()]) {
        const server = `instances/back${place + 1}`
        await must(lab.haproxy).command(`set server ${server} state maint`)
        found.push(...(await replace(lab, papo)))
        await must(lab.haproxy).command(`set server ${server} state ready`)
      }
      for (const papo of [...lab.workers]) found.push(...(await replace(lab, papo)))
      const refused = refusals.length + counts.retryLater - before
      return [...found, ...(refused === 0 ? [] : [{ kind: 'refused', why: `${refused} sends were refused` }])]
    },
  },
]
