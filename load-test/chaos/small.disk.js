// @ts-check
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../scripts/failure.mjs'

const CHUNK = Buffer.alloc(65_536)
const PAGE = Buffer.alloc(4_096)

/** A file system in memory, of a few megabytes. */
export class SmallDisk {
  /** @param {string} dir */
  constructor(dir) {
    this.dir = dir
    this.filler = join(dir, 'filler')
    // Whatever ends us, nothing stays mounted.
    this.onExit = () => void spawnSync('umount', ['-l', dir])
  }

  /** @param {string} dir @param {number} megabytes */
  static mount(dir, megabytes) {
    mkdirSync(dir, { recursive: true })
    const { status, stderr } = spawnSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${megabytes}m`,
      'papo-chaos',
      dir,
    ])
    if (status !== 0) throw new Failure(`cannot mount a small disk: ${String(stderr).trim()}`)
    const disk = new SmallDisk(dir)
    process.once('exit', disk.onExit)
    return disk
  }

  /** Until nothing more goes onto it. */
  async fill() {
    const file = await open(this.filler, 'a')
    try {
      for (const piece of [CHUNK, PAGE]) while (await isWritten(file, piece)) continue
    } finally {
      await file.close()
    }
  }

  free() {
    return rm(this.filler, { force: true })
  }

  unmount() {
    this.onExit()
    process.off('exit', this.onExit)
  }
}

/** @param {import('node:fs/promises').FileHandle} file @param {Buffer} piece */
async function isWritten(file, piece) {
  try {
    return (await file.write(piece)).bytesWritten === piece.length
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOSPC') return false
    throw error
  }
}

/** @returns {string | undefined} why there cannot be one here */
export function whyNoSmallDisk() {
  if (process.getuid?.() !== 0) return 'needs root, to mount a small disk'
  const mounts = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'papo-chaos', '/mnt']).status === 0
  return mounts ? undefined : 'needs the right to mount a small disk'
}
