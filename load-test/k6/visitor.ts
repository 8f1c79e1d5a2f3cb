import { LIMITS } from '../../contract/src/limits.ts'
import { call, refresh } from './account.ts'
import type { Page } from './wire.ts'

/** Whoever comes back in an hour, with cookies that are good for minutes. */
export class Visitor {
  constructor(
    readonly url: string,
    public cookie: string,
  ) {}

  /** Takes new cookies as the web app does, for the next connection; if that fails, it is refused again. */
  refused(code: string) {
    console.error(`refused by the server: ${code}`)
    if (code === 'unauthenticated') this.refresh()
  }

  /** A room's messages after one, page by page. */
  *pages(roomId: string, after: number): Generator<Page> {
    this.refresh()
    for (let hasAfter = true; hasAfter;) {
      const path = `/rooms/${roomId}/messages?after=${after}&limit=${LIMITS.pageMax}`
      const page = call<Page>({ url: this.url, method: 'GET', path, cookie: this.cookie })
      yield page
      after = page.messages.at(-1)?.seq ?? page.head
      hasAfter = page.hasAfter
    }
  }

  private refresh() {
    try {
      this.cookie = refresh(this.url, this.cookie)
    } catch (error) {
      console.error(String(error))
    }
  }
}
