#!/usr/bin/env node
// @ts-check
// One version by the next, while people talk: docs/deploy.md says what each step is for.
import './node-version.mjs'
import { parseArgs } from 'node:util'
import { Failure, messageOf, runScript } from './failure.mjs'
import { openCompose } from './rolling/compose.mjs'
import { openDoor } from './rolling/door.mjs'
import { replaceAll } from './rolling/replace.mjs'

const USAGE = `npm run deploy:rolling -- [--file docker-compose.scaling.yml] [--project NAME] [--images build|pull|keep]
  --file     the compose file of the installation that runs
  --project  its name, if it has another than the file says
  --images   where the new images come from: built here (build), fetched (pull), or there already (keep)

Replaces every worker, then every instance, one by one. Ctrl-C ends it after the one that is under way.`

/** @param {string} line */
const say = (line) => console.log(`papo: ${line}`)

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        file: { type: 'string', default: 'docker-compose.scaling.yml' },
        project: { type: 'string' },
        images: { type: 'string', default: 'build' },
        help: { type: 'boolean', default: false },
      },
    })
    if (!['build', 'pull', 'keep'].includes(values.images))
      throw new Failure(`--images is build, pull or keep, not "${values.images}"`)
    return values
  } catch (error) {
    throw new Failure(`${messageOf(error)}\n${USAGE}`)
  }
}

let over = false
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, () => (over = true))

await runScript(async () => {
  const { help, images, ...which } = readOptions()
  if (help) return console.log(USAGE)
  const cluster = await openCompose(which)
  if (images !== 'keep') say(`images: ${images}`)
  if (images === 'build') await cluster.build()
  if (images === 'pull') await cluster.pull()
  const doors = (await cluster.running('haproxy')).map((one) =>
    openDoor((line) => cluster.askHaproxy(one, line)),
  )
  if (doors.length === 0) say('no haproxy runs here: instances leave by their readiness alone')
  for (const door of doors) await door.reopen()
  const parts = { cluster, say, isOver: () => over }
  // Workers first: they have to understand whatever a new instance writes.
  const problems = [
    ...(await replaceAll('worker', parts)),
    ...(await replaceAll('back', { ...parts, doors })),
  ]
  for (const problem of problems) say(problem)
  say(
    problems.length === 0 ? 'everything is replaced' : 'everything is replaced, but not every end was clean',
  )
  return problems.length === 0 ? 0 : 1
})
