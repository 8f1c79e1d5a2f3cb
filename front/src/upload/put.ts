import { API_BASE_URL } from '../http'

export type Put = {
  url: string
  headers: Record<string, string>
  body: Blob
  signal: AbortSignal
  onProgress: (sentBytes: number) => void
}

/** A line on which nothing has moved for so long is dead. */
const STALL_MS = 30_000
/** Browsers set these themselves, and complain. */
const NOT_OURS = new Set(['content-length', 'host'])

/** By XMLHttpRequest, because `fetch` does not tell how much has been sent. Rejects if it did not arrive. */
export function putBytes({ url, headers, body, signal, onProgress }: Put): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let stall: ReturnType<typeof setTimeout> | undefined
    const give = () => request.abort()
    const watch = () => {
      clearTimeout(stall)
      stall = setTimeout(give, STALL_MS)
    }
    request.upload.onprogress = ({ loaded }) => {
      watch()
      onProgress(loaded)
    }
    request.onloadend = () => {
      clearTimeout(stall)
      signal.removeEventListener('abort', give)
      const arrived = request.status >= 200 && request.status < 300
      if (arrived && !signal.aborted) resolve()
      else reject(new Error(`not sent: ${request.status}`))
    }
    signal.addEventListener('abort', give)
    request.open('PUT', url.startsWith('/') ? API_BASE_URL + url : url)
    for (const [name, value] of Object.entries(headers))
      if (!NOT_OURS.has(name.toLowerCase())) request.setRequestHeader(name, value)
    watch()
    request.send(body)
  })
}
