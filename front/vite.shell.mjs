// Builds the service worker as sw.js, and tells it which files make up this version of the app.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const WORKER = 'service-worker/service-worker.ts'
/** Bigger than this is not worth keeping on a phone that may never need it. */
const FILE_BYTES_MAX = 1_000_000

/** @returns {import('vite').Plugin} */
export function shellPlugin() {
  let publicDir = ''
  return {
    name: 'papo-shell',
    apply: 'build',
    config: () => ({
      build: {
        rollupOptions: {
          input: { index: 'index.html', sw: WORKER },
          output: {
            entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk' || worker.imports.length > 0)
          throw new Error('the service worker must be one file that imports nothing')
        const shell = JSON.stringify(shellOf(bundle, publicDir))
        worker.code = worker.code.replaceAll('PAPO_SHELL', () => shell)
      },
    },
  }
}

function shellOf(bundle, publicDir) {
  const built = Object.values(bundle).filter(
    (file) => file.fileName.startsWith('assets/') && sizeOf(file) <= FILE_BYTES_MAX,
  )
  const entry = built.find((file) => file.type === 'chunk' && file.isEntry)
  const ready = readdirSync(publicDir, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
  const files = [
    ...built.map((file) => `/${file.fileName}`),
    ...ready.map((path) => path.slice(publicDir.length).replaceAll('\\', '/')),
  ].sort()
  const digest = createHash('sha256')
    .update(files.join())
    .update(bundle['index.html']?.source ?? '')
  for (const path of ready.sort()) digest.update(readFileSync(path))
  return { version: digest.digest('hex').slice(0, 16), entry: `/${entry?.fileName}`, files }
}

const sizeOf = (file) => Buffer.byteLength(file.type === 'chunk' ? file.code : file.source)
