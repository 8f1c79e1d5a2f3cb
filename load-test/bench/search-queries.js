// @ts-check
// What people search for, made of what was said where they may read.

/**
 * @typedef {{ body: string, username: string, roomId: string, day: string }} Said
 * @typedef {{ name: string, query: (said: Said, index: number) => string }} QueryClass
 */

const COMMON = ['that', 'with', 'have', 'você', 'não', 'para', 'this', 'from', 'which', 'quando']

/** @param {string} body */
const wordsOf = (body) => body.toLowerCase().match(/\p{L}{2,}/gu) ?? ['ok']
/** @param {string} body */
const longest = (body) => wordsOf(body).reduce((a, b) => (b.length > a.length ? b : a))
/** @param {Said} said @param {number} index */
const anyWord = ({ body }, index) => {
  const words = wordsOf(body)
  return words[index % words.length] ?? 'ok'
}

const FILTERS = [
  (/** @type {Said} */ said) => `from:${said.username}`,
  (/** @type {Said} */ said) => `in:${said.roomId}`,
  () => 'has:link',
  () => 'has:code',
  (/** @type {Said} */ said) => `on:${said.day}`,
  (/** @type {Said} */ said) => `from:${said.username} in:${said.roomId} before:${said.day}`,
  () => 'has:pin',
  () => 'has:reaction',
]

/** @type {QueryClass[]} */
export const QUERY_CLASSES = [
  { name: 'rare word', query: ({ body }) => longest(body) },
  { name: 'common word', query: (_, index) => COMMON[index % COMMON.length] ?? '' },
  { name: 'any word', query: anyWord },
  { name: 'two letters', query: (said, index) => anyWord(said, index).slice(0, 2) },
  { name: 'part of a word', query: ({ body }) => longest(body).slice(1, 5) },
  { name: 'beginning, as one types', query: (said, index) => anyWord(said, index).slice(0, 3) },
  { name: 'phrase', query: ({ body }) => `"${body.split(' ').slice(0, 3).join(' ')}"` },
  { name: 'two words', query: ({ body }, index) => `${longest(body)} ${COMMON[index % COMMON.length]}` },
  { name: 'nowhere to be found', query: (_, index) => `qwxz${index}` },
  { name: 'in: and a word', query: (said, index) => `in:${said.roomId} ${anyWord(said, index)}` },
  { name: 'from: and a word', query: (said, index) => `from:${said.username} ${anyWord(said, index)}` },
  { name: 'filters alone', query: (said, index) => FILTERS[index % FILTERS.length]?.(said) ?? '' },
]
