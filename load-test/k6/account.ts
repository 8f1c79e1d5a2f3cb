import http, { CookieJar, type RefinedResponse } from 'k6/http'
import { API_PREFIX } from '../../contract/src/names.ts'

/** Who takes part, as handed from the setup to the conversations. */
export interface Account {
  userId: string
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
  const response = answer({ url, method: 'POST', path: '/auth/register', body: account })
  const { user } = response.json() as unknown as { user: { id: string } }
  const cookies = Object.values(response.cookies).flatMap((same) => same.slice(-1))
  return { userId: user.id, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}
