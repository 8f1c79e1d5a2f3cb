import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { runCommand } from './backup/command.js'
import type { Manifest } from './backup/manifest.js'
import { Refusal } from './backup/refusal.js'
import { takeBackup } from './backup/take.js'

const USAGE = `npm run backup -- --to FOLDER [--wait 60]
  --to    the folder that becomes the backup; it must not exist
  --wait  how many seconds workers may take to store what was acknowledged before`

await runCommand({
  usage: USAGE,
  options: { to: { type: 'string' }, wait: { type: 'string', default: '60' }, help: { type: 'boolean' } },
  async run({ to, wait, help }, stores) {
    if (help) return void process.stdout.write(`${USAGE}\n`)
    if (typeof to !== 'string' || !to) throw new Refusal(`where to?\n${USAGE}`)
    const waitSeconds = Number(wait)
    if (!(waitSeconds >= 0)) throw new Refusal(`--wait is a number of seconds, not "${String(wait)}"`)
    const given = await stores()
    let taking = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        if (taking) rmSync(`${resolve(to)}.part`, { recursive: true, force: true })
        process.stderr.write('papo: stopped, nothing was kept\n')
        process.exit(1)
      })
    const begin = () => (taking = true)
    const manifest = await takeBackup({ ...given, to, waitSeconds, begin })
    given.say(`${to} is a backup of ${manifest.takenAt}: ${contentsOf(manifest)}`)
    if (manifest.files.kept === 'bucket') given.say(adviceFor(manifest.files.bucket))
  },
})

function contentsOf({ tables, files }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `${tables.length} tables with ${rows} rows${files.kept === 'here' ? `, ${files.count} files` : ''}`
}

function adviceFor(bucket: string): string {
  return (
    `the files themselves are NOT in it: they are in the bucket ${bucket}. Let the bucket keep versions or replicate ` +
    `it, or copy it now: aws s3 sync s3://${bucket} FOLDER (with --endpoint-url for another provider)`
  )
}
