// @ts-check
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { Proxy } from './proxy.js'

/** @typedef {{ proxy: Proxy, env: { [name: string]: string }, stop: () => Promise<void> }} Bucket */

const STAND_IN = new URL('../../back/test/s3/', import.meta.url)
const KEYS = { accessKey: 'chaos', secretKey: 'chaos-secret' }

/**
 * The strict S3 server of the back's own tests, behind a way that can be broken. It is TypeScript that nothing builds.
 * @param {string} dir @returns {Promise<Bucket>}
 */
export async function startBucket(dir) {
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'package.json'), '{"type":"module"}')
  for (const name of await readdir(STAND_IN)) {
    const source = await readFile(new URL(name, STAND_IN), 'utf8')
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
    const { outputText } = ts.transpileModule(source, { compilerOptions })
    await writeFile(join(dir, name.replace(/ts$/, 'js')), outputText)
  }
  const { MiniS3 } = await import(pathToFileURL(join(dir, 'mini.js')).href)
  const server = new MiniS3(KEYS)
  const proxy = await Proxy.listen(Number(new URL(await server.listen()).port))
  return {
    proxy,
    env: {
      S3_BUCKET: 'papo',
      S3_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      S3_ACCESS_KEY: KEYS.accessKey,
      S3_SECRET_KEY: KEYS.secretKey,
    },
    stop: async () => {
      await proxy.stop()
      await server.close()
    },
  }
}
