import { runCommand } from './backup/command.js'
import { Refusal } from './backup/refusal.js'
import { restoreBackup } from './backup/restore.js'

const USAGE = `npm run restore -- --from FOLDER
  --from  a backup; the database, Redis and the folder of files must be empty`

await runCommand({
  usage: USAGE,
  options: { from: { type: 'string' }, help: { type: 'boolean' } },
  async run({ from, help }, stores) {
    if (help) return void process.stdout.write(`${USAGE}\n`)
    if (typeof from !== 'string' || !from) throw new Refusal(`from where?\n${USAGE}`)
    const given = await stores()
    const { tables, files } = await restoreBackup({ ...given, from })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    given.say(
      `restored ${tables.length} tables with ${rows} rows${files.kept === 'here' ? `, ${files.count} files` : ''}`,
    )
    given.say('start Papo now: every room goes on in a new epoch')
  },
})
