import type { JoinedRoom } from '@papo/contract'

/** The beginning of a search in one room. A name that the search could not read gives way to the id. */
export function searchIn({ id, name }: Pick<JoinedRoom, 'id' | 'name'>): string {
  if (name === '' || name.includes('"')) return `in:${id} `
  return /\s/.test(name) ? `in:"${name}" ` : `in:${name} `
}
