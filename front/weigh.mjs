// Prints what a browser downloads, gzipped, for the login and for the first chat view, and holds the budgets.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('./dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const BUDGETS_KB = { login: 90, chat: 170, css: 15 }

function filesOf(entries) {
  const seen = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const next of manifest[key].imports ?? []) visit(next)
  }
  entries.forEach(visit)
  const chunks = [...seen].map((key) => manifest[key])
  return { js: new Set(chunks.map((c) => c.file)), css: new Set(chunks.flatMap((c) => c.css ?? [])) }
}

const kilobytes = (files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0) / 1000

const login = filesOf(['index.html', 'src/auth/auth.view.tsx'])
const chat = filesOf(['index.html', 'src/chat.view.tsx'])
const sizes = {
  login: kilobytes(login.js),
  chat: kilobytes(chat.js),
  css: kilobytes(new Set([...login.css, ...chat.css])),
}
for (const [name, budgetKb] of Object.entries(BUDGETS_KB)) {
  const over = sizes[name] > budgetKb
  console.log(
    `${name.padEnd(6)} ${sizes[name].toFixed(1).padStart(6)} KB gzip of ${budgetKb}${over ? '  OVER' : ''}`,
  )
  if (over) process.exitCode = 1
}
