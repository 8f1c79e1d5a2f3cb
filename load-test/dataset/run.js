#!/usr/bin/env node
// @ts-check
// Fills the database of a Papo that has been started once with millions of messages.
import { argv, exit, stderr, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { makeDataset } from './make.js'

const USAGE = `Usage: npm run dataset -- --messages 1000000 --database-url postgresql://… [--member alice] [--no-search]

A thousand rooms, one of which holds a fifth of all messages, and five hundred people who cannot log in. The database
must have been migrated (start Papo once); meanwhile nobody can read or write messages.

  --member NAME  an account that sits in fifty of the rooms, the biggest among them
  --no-search    leaves out what makes messages searchable: several times faster and smaller
`

/** @param {import('pg').Client} db @param {string | undefined} username */
async function idOf(db, username) {
  if (username === undefined) return undefined
  const { rows } = await db.query('SELECT id FROM app_user WHERE username = $1', [username])
  if (rows.length === 0) throw new Error(`there is no account ${username}`)
  return rows[0].id
}

async function main() {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: {
      messages: { type: 'string', default: '1000000' },
      'database-url': { type: 'string' },
      member: { type: 'string' },
      search: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
    allowNegative: true,
  })
  const connectionString = values['database-url']
  if (values.help || !connectionString) return void stdout.write(USAGE)
  const db = new pg.Client({ connectionString })
  await db.connect()
  const startMs = performance.now()
  const seconds = () => Math.round((performance.now() - startMs) / 1000)
  const say = (/** @type {string} */ line) => void stderr.write(`${seconds()} s: ${line}\n`)
  const extent = { messages: Number(values.messages), search: values.search, say }
  const rooms = await makeDataset(db, { ...extent, memberId: await idOf(db, values.member) })
  const { rows } = await db.query('SELECT pg_size_pretty(pg_database_size(current_database())) AS size')
  await db.end()
  const size = `${rows[0].size} in all, the biggest room ${rooms[0]?.id} with ${rooms[0]?.messages}`
  stdout.write(`${extent.messages} messages in ${seconds()} s; ${size}\n`)
}

try {
  await main()
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  exit(1)
}
