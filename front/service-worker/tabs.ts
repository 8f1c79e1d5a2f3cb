/** A tab of the app, as a service worker knows it. */
export type Tab = {
  readonly url: string
  readonly focused: boolean
  readonly visibilityState: DocumentVisibilityState
  focus: () => Promise<unknown>
  postMessage: (message: unknown, transfer: MessagePort[]) => void
}

/** A tab that says nothing for so long shows nothing either. */
const ANSWER_MS = 500

/** Whether someone looks at a room: the tabs know it, and whether they have the focus. */
export async function isWatched(tabs: readonly Tab[], roomId: string): Promise<boolean> {
  const visible = tabs.filter(isVisible)
  return (await Promise.all(visible.map((tab) => ask(tab, roomId)))).includes(true)
}

function ask(tab: Tab, roomId: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), ANSWER_MS)
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(late)
      port1.close()
      resolve(data === true)
    }
    tab.postMessage({ type: 'papo:watching', roomId }, [port2])
  })
}

/** The tab that goes to an address: one that is there already, one that is looked at, or any. */
function nearest(tabs: readonly Tab[], url: string): Tab | undefined {
  const place = /#\/rooms\/[^/]+/.exec(url)?.[0]
  const there = place === undefined ? undefined : tabs.find((tab) => tab.url.includes(place))
  return there ?? tabs.find((tab) => tab.focused) ?? tabs.find(isVisible) ?? tabs[0]
}
const isVisible = ({ visibilityState }: Tab) => visibilityState === 'visible'

/** Shows an address in a tab that is open, which goes there without loading anew; else in a new one. */
export async function goIn(
  tabs: readonly Tab[],
  url: string,
  open: (url: string) => Promise<unknown>,
): Promise<void> {
  const tab = nearest(tabs, url)
  if (!tab) return void (await open(url))
  tab.postMessage({ type: 'papo:open', href: url.replace(/^[^#]*/, '') }, [])
  // Some browsers let a worker focus nothing; the tab is at the right place all the same.
  await tab.focus().catch(() => undefined)
}
