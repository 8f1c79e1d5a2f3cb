// @ts-check
// Makes the secrets of a compose installation once, in a volume of their own, so that none is in the repository,
// in an image or in a command that somebody must remember. Later runs change nothing.
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const dir = process.argv[2] ?? '/secrets'
const OURS_ALONE = 0o400
/** PostgreSQL reads its password under a user id of its own; nobody else mounts the volume. */
const ANY_READER = 0o444

/**
 * A file is there with all its bytes or not at all, even if the power goes in between.
 * @param {string} name
 * @param {number} mode
 * @param {() => string} make
 * @returns {string} what the file holds
 */
function keep(name, mode, make) {
  const path = join(dir, name)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const text = make()
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'wx', mode)
  writeFileSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, path)
  return text
}

const secret = () => randomBytes(32).toString('hex')
keep('jwt_secret', OURS_ALONE, secret)
const password = keep('postgres_password', ANY_READER, secret)
keep('database.env', OURS_ALONE, () => `DATABASE_URL=postgresql://papo:${password}@postgres:5432/papo\n`)
