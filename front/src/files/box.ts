type Size = { readonly width: number; readonly height: number }

/** Of a picture in the timeline (pixels); narrower columns make it smaller in the same proportion. */
const WIDTH_MAX = 420
/** How wide several are together. */
export const GRID_PX = 420
const HEIGHT_MAX = 360
/** So that a finger finds it. Only a very long picture is cut for it, as in the grid. */
const SIDE_MIN = 44

/** The box of one picture (pixels), known before anything of it has come. */
export function boxOf({ width, height }: Size): Size {
  const scale = Math.min(1, WIDTH_MAX / width, HEIGHT_MAX / height)
  const side = (of: number) => Math.max(SIDE_MIN, Math.round(of * scale))
  return { width: side(width), height: side(height) }
}

/** How many of several pictures stand in each row: two or three, and never one alone. */
export function gridOf(count: number): number[] {
  const twos = count === 1 ? 0 : (3 - (count % 3)) % 3
  const threes = Math.max(0, (count - 2 * twos) / 3)
  return [...Array<number>(twos).fill(2), ...Array<number>(threes).fill(3)]
}
