import type { JoinedRoom, Response, Self } from '@papo/contract'
import { Tab } from './tab.js'

const PASSWORD = 'correct horse battery'
export type Answer<T> = { status: number; body: T; headers: Headers }

/** Someone with an account, who calls the API with a token and opens tabs. */
export class Person {
  readonly tabs: Tab[] = []

  constructor(
    readonly user: Self,
    readonly token: string,
    /** An instance that runs. */
    private readonly anywhere: () => string,
  ) {}

  get home(): string {
    return this.anywhere()
  }

  get id(): string {
    return this.user.id
  }

  /** One HTTP call; `at` is an instance's address. */
  async call<T>(method: string, path: string, body?: unknown, at = this.home): Promise<Answer<T>> {
    return request<T>(`${at}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** The same, for what must succeed. @throws with the answer */
  async ok<T>(method: string, path: string, body?: unknown, at = this.home): Promise<T> {
    const answer = await this.call<T>(method, path, body, at)
    if (answer.status < 400) return answer.body
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }

  /** Opens a tab on an instance and waits until it is in all rooms. */
  async tab(at = this.home): Promise<Tab> {
    const tab = new Tab(at, this.token)
    this.tabs.push(tab)
    await tab.untilReady()
    return tab
  }

  async room(name: string, kind: 'public' | 'private' = 'public'): Promise<JoinedRoom> {
    return (await this.ok<Response<'joinedRoom'>>('POST', '/rooms', { name, kind })).room
  }

  /** A new room of oneself and these others. */
  async roomWith(others: Person[], name: string, kind: 'public' | 'private' = 'public'): Promise<string> {
    const { id } = await this.room(name, kind)
    for (const other of others) await this.ok('POST', `/rooms/${id}/members`, { userId: other.id })
    return id
  }

  async join(roomId: string): Promise<void> {
    await this.ok('POST', `/rooms/${roomId}/join`)
  }

  async rooms(at = this.home): Promise<JoinedRoom[]> {
    return (await this.ok<Response<'joinedRooms'>>('GET', '/rooms?filter=joined', undefined, at)).items
  }

  messages(roomId: string, query = '', at = this.home): Promise<Response<'messages'>> {
    return this.ok('GET', `/rooms/${roomId}/messages${query}`, undefined, at)
  }
}

/** Registers an account at an instance; `anywhere` names one for later calls. */
export async function register(username: string, anywhere: () => string): Promise<Person> {
  const [at, email] = [anywhere(), `${username}@example.org`]
  const made = await post<Response<'identity'>>(`${at}/api/auth/register`, {
    username,
    email,
    password: PASSWORD,
  })
  if (made.status !== 201)
    throw new Error(`register ${username}: ${made.status} ${JSON.stringify(made.body)}`)
  const login = await post<Response<'tokens'>>(`${at}/api/auth/token`, {
    login: username,
    password: PASSWORD,
  })
  return new Person(made.body.user, login.body.accessToken, anywhere)
}

export function post<T>(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  return request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

export async function request<T>(url: string, init: RequestInit): Promise<Answer<T>> {
  const response = await fetch(url, init)
  const text = await response.text()
  const isJson = text !== '' && !response.headers.get('content-type')?.startsWith('text/html')
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : undefined) as T,
  }
}
