/** How a picture is looked at: `x` and `y` are how far its middle is from the middle of the stage (pixels). */
export type Zoom = { readonly scale: number; readonly x: number; readonly y: number }
export type Point = { readonly x: number; readonly y: number }
export type Size = { readonly width: number; readonly height: number }

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 }
const SCALE_MAX = 8

/** The whole of it within the stage, never larger than it is. */
export function fitInto({ width, height }: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / width, stage.height / height)
  return { width: Math.max(1, width * scale), height: Math.max(1, height * scale) }
}

/** Larger or smaller around a point of the stage, seen from its middle, which stays where it is. */
export function zoomAt(zoom: Zoom, factor: number, at: Point): Zoom {
  const scale = Math.min(SCALE_MAX, Math.max(1, zoom.scale * factor))
  const ratio = scale / zoom.scale
  return { scale, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }
}

/** No edge of it comes further in than it must. */
export function within(zoom: Zoom, fit: Size, stage: Size): Zoom {
  const held = (of: number, size: number, room: number) => {
    const far = Math.max(0, (size * zoom.scale - room) / 2)
    return Math.min(far, Math.max(-far, of))
  }
  return {
    scale: zoom.scale,
    x: held(zoom.x, fit.width, stage.width),
    y: held(zoom.y, fit.height, stage.height),
  }
}
