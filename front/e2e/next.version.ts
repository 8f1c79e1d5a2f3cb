import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const HASH = /-([\w-]{8})(?=\.\w)/g

/** A copy of a built web app as the next version is: every file in assets/ bears another name, and the old ones are gone. */
export async function makeNextVersion(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  const assets = join(to, 'assets')
  const names = await readdir(assets)
  const hashes = new Set(names.flatMap((name) => [...name.matchAll(HASH)].map(([, hash]) => hash)))
  const renew = (text: string) =>
    text.replace(HASH, (whole, hash: string) => (hashes.has(hash) ? `-${turn(hash)}` : whole))
  for (const name of names) await rename(join(assets, name), join(assets, renew(name)))
  const texts = names.filter((name) => /\.(js|css)$/.test(name)).map((name) => join(assets, renew(name)))
  for (const file of [...texts, join(to, 'index.html'), join(to, 'sw.js')])
    await writeFile(
      file,
      renew(await readFile(file, 'utf8')).replace(/("version":")\w+(","entry")/, '$1next$2'),
    )
}

/** Another hash of the same length. */
const turn = (hash: string) => `${hash.slice(4)}${hash.slice(0, 4)}`
