import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { ROOT } from './run.mjs'

type Step = { uses?: string; run?: string; if?: string; with?: Record<string, unknown> }
type Job = {
  'runs-on': string
  'timeout-minutes'?: number
  permissions?: unknown
  needs?: string[]
  steps: Step[]
}
type Workflow = { name: string; on: Record<string, unknown>; permissions: unknown; jobs: Record<string, Job> }

const FOLDER = join(ROOT, '.github', 'workflows')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts

test('the one workflow is valid YAML without keys said twice', () => {
  expect(readdirSync(FOLDER)).toEqual(['ci.yml'])
  const document = parseDocument(read('.github/workflows/ci.yml'), { strict: true, uniqueKeys: true })
  expect([...document.errors, ...document.warnings]).toEqual([])
})

const workflow = parseDocument(read('.github/workflows/ci.yml')).toJS() as Workflow
const jobs = Object.entries(workflow.jobs)
const steps = jobs.flatMap(([job, { steps }]) => steps.map((step) => ({ job, ...step })))

test('it tests, builds images and checks dependencies, also of pull requests and by the week', () => {
  expect(Object.keys(workflow.jobs)).toEqual(['test', 'images', 'dependencies'])
  expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request', 'schedule', 'workflow_dispatch'])
  expect(workflow.jobs['test']?.steps.map(({ run }) => run)).toContain('npm test')
})

test('jobs may read the code and nothing else, and leave no token behind', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' })
  for (const [, job] of jobs) expect(job.permissions).toBeUndefined()
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
    expect(step.with).toEqual({ 'persist-credentials': false })
})

test('every job has a named machine and an end', () => {
  for (const [name, job] of jobs) {
    expect([name, job['runs-on']]).toEqual([name, expect.stringMatching(/^ubuntu-\d\d\.04$/)])
    expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)])
    for (const needed of job.needs ?? []) expect(Object.keys(workflow.jobs)).toContain(needed)
  }
})

test('actions are GitHub’s own, by their major version', () => {
  const used = steps.flatMap(({ uses }) => uses ?? [])
  expect(used.length).toBeGreaterThan(0)
  for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/)
})

test('a step either uses or runs, and no text from outside becomes a command', () => {
  for (const step of steps) {
    expect([step.job, step.uses === undefined]).not.toEqual([step.job, step.run === undefined])
    expect(step.run ?? '').not.toContain('${{')
  }
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target')
})

test('what it runs is there', () => {
  const commands = steps.flatMap(({ run }) => run ?? [])
  const files = commands.flatMap((run) => [
    ...run.matchAll(/\b(?:scripts\/[\w/.-]+|docker-compose[\w.]*\.yml)/g),
  ])
  expect(files.length).toBeGreaterThan(2)
  for (const [file] of files) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true])
  for (const [, name = ''] of commands.flatMap((run) => [...run.matchAll(/\bnpm run ([\w:-]+)/g)]))
    expect(Object.keys(scripts)).toContain(name)
})

test('it installs the packages that the tests ask for', () => {
  const source = read('scripts/suite/system-packages.mjs')
  const wanted = [...source.matchAll(/^ {2}'?([\w-]+)'?: \['/gm)].map(([, name]) => name)
  expect(wanted.length).toBeGreaterThan(4)
  const line = steps.find(({ run }) => run?.includes('apt-get install'))?.run ?? ''
  // Chrome is on the runner.
  for (const name of wanted.filter((one) => one !== 'chromium')) expect(line.split(' ')).toContain(name)
})

test('Node is of the version that the image has', () => {
  const [, major] = /^FROM node:(\d+)/m.exec(read('Dockerfile')) ?? []
  const versions = steps.flatMap((step) =>
    step.uses?.includes('setup-node') ? [step.with?.['node-version']] : [],
  )
  expect(versions).toEqual(versions.map(() => Number(major)))
})
