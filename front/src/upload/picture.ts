export type Picture = { readonly url: string; readonly width: number; readonly height: number }

const MEASURE_MS = 1_500

/** An address for a picture on this device, and its size as it is seen; null if this browser cannot show it. */
export async function openPicture(file: Blob): Promise<Picture | null> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return null
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.src = url
  const late = new Promise<never>((_, reject) => setTimeout(reject, MEASURE_MS))
  try {
    await Promise.race([image.decode(), late])
    return { url, width: image.naturalWidth, height: image.naturalHeight }
  } catch {
    URL.revokeObjectURL(url)
    return null
  }
}
