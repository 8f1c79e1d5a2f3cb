import { version } from './version'

const NOTE = 'papo:reloaded'
/** Whoever was reloaded for it this short a while ago would be again. */
const AGAIN_MS = 60_000
const ASK_TIMEOUT_MS = 4_000

const failures = new WeakSet<object>()

/** Parts of this version may be gone after the server got another one. */
export function followMissing(): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    failures.add(payload)
    version.setState({ outdated: true })
  })
}

export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && failures.has(error)

/** Whoever asked for the part gets the new version at once, unless that would cost them something. */
export async function onMissing(): Promise<void> {
  if (version.getState().missing === 'leaving') return
  version.setState({ missing: 'leaving' })
  if (isHalfWritten(document) || wasReloaded() || !(await isServed()))
    return version.setState({ missing: 'told' })
  noteReload()
  location.reload()
}

// Of this tab alone; a browser that forbids it is not reloaded by us.
function noteReload(): void {
  sessionStorage.setItem(NOTE, String(Date.now()))
}

function wasReloaded(): boolean {
  try {
    return Date.now() - Number(sessionStorage.getItem(NOTE)) < AGAIN_MS
  } catch {
    return true
  }
}

/** Reloading without a server would take away what is there. */
async function isServed(): Promise<boolean> {
  const signal = AbortSignal.timeout(ASK_TIMEOUT_MS)
  const answer = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-store', signal }).catch(
    () => null,
  )
  return answer?.ok === true
}

/** Drafts outlive a reload; a message that is being changed, and whatever stands in other fields, does not. */
export function isHalfWritten(root: ParentNode): boolean {
  const written = [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)]
  return written.some((field) => field.value.trim() !== '' && (!isDraft(field) || isAimed(field)))
}

const FIELDS = 'textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file], [type=hidden])'
const isDraft = (field: Element) => field.closest('.composer') !== null
const isAimed = (field: Element) => field.closest('.composer')?.querySelector('.aim') != null
