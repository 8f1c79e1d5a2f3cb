// @ts-check
// Loaded into a server before its own code. When it is asked, it collects what is garbage and says how much is left: what
// the process holds of the machine depends on when it last did so, and says little of what its connections need.
import { renameSync, writeFileSync } from 'node:fs'
import { env, memoryUsage } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const file = env['LIVE_MEMORY_FILE']
if (!file) throw new Error('LIVE_MEMORY_FILE is not set')

process.on('SIGUSR2', () => {
  collect()
  collect() // the first may leave buffers to be freed
  const { heapUsed, external } = memoryUsage()
  writeFileSync(`${file}.new`, String(heapUsed + external))
  renameSync(`${file}.new`, file)
})
