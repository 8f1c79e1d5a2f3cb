import http, { CookieJar, type RefinedResponse } from 'k6/http'
import { API_PREFIX } from '../../contract/src/names.ts'

/** Who takes part, as handed from the setup to the conversations. */
export interface Account {
  cookie: string
}

export interface Asked {
  url: string
  method: 'GET' | 'POST'
  path: string
  cookie?: string
  body?: object
}

/** One call of the API; anything but success ends the scenario. */
export function call<T>(asked: Asked): T {
  return answer(asked).json() as T
}

function answer({ url, method, path, cookie, body }: Asked): RefinedResponse<'text'> {
  const headers = { origin: url, 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) }
  // A jar of its own, because many people share one virtual user.
  const params = { headers, jar: new CookieJar(), responseType: 'text' as const }
  const response = http.request(method, `${url}${API_PREFIX}${path}`, JSON.stringify(body ?? {}), params)
  if (response.status < 200 || response.status > 299)
    throw new Error(`${method} ${path}: ${response.status} ${response.body}`)
  return response
}

export function register(url: string, username: string): Account {
  const account = {
    username,
    email: `${username}@load.example.com`,
    password: `${username}-${Math.random()}`,
  }
  return { cookie: renew('', answer({ url, method: 'POST', path: '/auth/register', body: account })) }
}

/** An access token lives for minutes, and a scenario for hours. @returns the cookies to go on with */
export function refresh(url: string, cookie: string): string {
  return renew(cookie, answer({ url, method: 'POST', path: '/auth/refresh', cookie }))
}

/** The new ones in the place of those of the same name. */
function renew(cookie: string, { cookies }: RefinedResponse<'text'>): string {
  const set = Object.values(cookies).flatMap((same) => same.slice(-1))
  const kept = cookie
    .split('; ')
    .filter((pair) => pair && !set.some(({ name }) => pair.startsWith(`${name}=`)))
  return [...kept, ...set.map(({ name, value }) => `${name}=${value}`)].join('; ')
}
