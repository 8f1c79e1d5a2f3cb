import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NEEDED = ['back', 'contract', 'prisma', 'package.json', 'tsconfig.base.json', 'prisma.config.ts']

/** Whether this copy of Papo has any history. */
export const hasHistory = existsSync(join(ROOT, '.git'))

const git = (...words: string[]): string =>
  execFileSync('git', ['-C', ROOT, ...words], { encoding: 'utf8', stdio: 'pipe' }).trim()

/** The newest release that this version comes from; without one, the commit before the newest migration. */
export function previousCommit(): string {
  try {
    const release = git('tag', '--list', 'v*', '--merged', 'HEAD^', '--sort=-version:refname').split('\n')[0]
    if (release) return release
    const added = ':(glob)prisma/migrations/*/migration.sql'
    const newest = git('log', '-1', '--diff-filter=A', '--format=%H', '--', added)
    return git('rev-parse', '--verify', '--quiet', `${newest}^`)
  } catch {
    throw new Error(
      'the version before this one is not in this clone: run git fetch --unshallow, and try again',
    )
  }
}

/** Builds that version's back in `dir`, with the packages of today. @returns the folder with main.js and worker.js */
export function buildPrevious(commit: string, dir: string): string {
  mkdirSync(dir, { recursive: true })
  const archive = execFileSync('git', ['-C', ROOT, 'archive', commit, '--', ...NEEDED], {
    maxBuffer: 1 << 28,
  })
  execFileSync('tar', ['-x', '-C', dir], { input: archive })
  linkPackages(dir)
  const node = (...words: string[]) => execFileSync(process.execPath, words, { cwd: dir, stdio: 'pipe' })
  node('node_modules/prisma/build/index.js', 'generate')
  // It was checked when it was new: only its JavaScript is wanted.
  for (const project of ['contract', 'back/tsconfig.build.json'])
    node('node_modules/typescript/bin/tsc', '-p', project, '--noCheck')
  execFileSync(process.execPath, ['build-assets.mjs'], { cwd: join(dir, 'back') })
  return join(dir, 'back', 'dist')
}

/** The packages of this version, but that version's own contract. */
function linkPackages(dir: string): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(dir, 'node_modules')]
  mkdirSync(join(to, '@papo'), { recursive: true })
  for (const name of readdirSync(from)) if (name !== '@papo') symlinkSync(join(from, name), join(to, name))
  symlinkSync(join(dir, 'contract'), join(to, '@papo', 'contract'))
  for (const workspace of ['back', 'contract']) {
    const own = join(ROOT, workspace, 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(dir, workspace, 'node_modules'))
  }
}
