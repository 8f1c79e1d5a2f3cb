import type { ErrorCode } from '../errors.js'
import type { REQUESTS } from '../requests.js'
import type { RESPONSES } from '../responses.js'

export type ResponseName = keyof typeof RESPONSES
/** What is no JSON: a way elsewhere (302), a file's bytes, nothing, a page, a document such as this one. */
export type Answer =
  ResponseName | readonly ResponseName[] | 'redirect' | 'bytes' | 'nothing' | 'page' | 'document'

/** One HTTP call, as people read of it. */
export type Operation = {
  /** Its name in generated clients. */
  id: string
  says: string
  more?: string
  /** Asks for no login. */
  open?: true
  query?: keyof typeof REQUESTS
  body?: keyof typeof REQUESTS
  status?: 201 | 202
  answer: Answer
  /** Beside what any such call may be refused with. */
  refuses?: readonly ErrorCode[]
}

/** Calls by method and path, as the server's routes are written. */
export type Operations = Record<string, Operation>
