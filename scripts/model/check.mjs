// @ts-check
import '../node-version.mjs'
import { runScript } from '../failure.mjs'
import { check, requireSpin } from './spin.mjs'
import { BROKEN, RIGHT } from './variants.mjs'

const USAGE = `npm run model -- [words …]
  checks the model of docs/model.md: what has to hold holds, and each broken variant fails
  words choose searches whose name contains one of them`

/** @param {import('./variants.mjs').Search} search @param {boolean} holds whether no error is to be found */
async function one(search, holds) {
  const before = Date.now()
  const { errors, states, depth, what } = await check(search)
  const right = holds === (errors === 0)
  const found = errors === 0 ? 'no error' : what
  const seconds = ((Date.now() - before) / 1_000).toFixed(1)
  console.log(
    `${right ? 'ok  ' : 'FAIL'} ${search.name}: ${found}; ${states} states, depth ${depth}, ${seconds} s`,
  )
  return right
}

await runScript(async () => {
  const words = process.argv.slice(2)
  if (words.includes('--help')) return console.log(USAGE)
  requireSpin()
  const wanted = (/** @type {import('./variants.mjs').Search} */ { name }) =>
    words.length === 0 || words.some((word) => name.includes(word))
  let failed = 0
  for (const search of RIGHT.filter(wanted)) if (!(await one(search, true))) failed++
  for (const search of BROKEN.filter(wanted)) if (!(await one(search, false))) failed++
  return failed === 0 ? 0 : 1
})
