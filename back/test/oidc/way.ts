import type { ErrorReply } from '@papo/contract'
import type { Answer } from '../person.js'
import { Browser } from '../browser.js'

type Begun = Answer<{ url: string } & { error?: ErrorReply }>
type Wish = { returnTo?: string; invite?: string }

const CALLBACK = '/api/auth/oidc/callback'
const REDIRECTS_MAX = 10

export const begin = (browser: Browser, wish: Wish = {}, headers = {}): Promise<Begun> =>
  browser.call('POST', '/auth/oidc/start', wish, headers)

/** As a browser does: follows where it is sent, with the cookies of each place. */
async function hop(jar: Map<string, string>, url: string, form?: Record<string, string>): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value) jar.set(name, value)
    else jar.delete(name)
  }
  return response
}

/** At the provider: logs in by this name. @returns where the provider sends the browser then */
export async function passBy(url: string, name: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = url
  for (let n = 0; n < REDIRECTS_MAX; n++) {
    const form = at.includes('/interaction/') ? { prompt: 'login', login: name, password: 'any' } : undefined
    const response = await hop(jar, at, form)
    const location = response.headers.get('location')
    if (!location) throw new Error(`${response.status} at ${at}: ${await response.text()}`)
    at = new URL(location, at).href
    if (at.includes(CALLBACK)) return at
  }
  throw new Error(`the provider sends the browser in circles, ${at}`)
}

/** Back at Papo, on the instance that the browser is at now. @returns where it sends the browser on, within the app */
export async function comeBack(browser: Browser, callback: string): Promise<string> {
  const { pathname, search } = new URL(callback)
  const response = await hop(browser.jar, `${browser.at}${pathname}${search}`)
  if (response.status !== 302) throw new Error(`${response.status}: ${await response.text()}`)
  return response.headers.get('location') ?? ''
}

/** All the way, in a new browser. */
export async function logInBy(at: string, name: string, wish: Wish = {}) {
  const browser = new Browser(at)
  const { body } = await begin(browser, wish)
  const callback = await passBy(body.url, name)
  return { browser, callback, to: await comeBack(browser, callback) }
}
