import { describe, expect, it } from 'vitest'
import { fuzzy } from './fuzzy'

const best = (query: string, names: string[]) =>
  names
    .map((name) => ({ name, match: fuzzy(query, name) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ name }) => name)
const marked = (query: string, name: string) =>
  fuzzy(query, name)?.marks.map(([from, to]) => name.slice(from, to)) ?? null

describe('looking for a name', () => {
  it('cares neither for accents nor for case', () => {
    expect(marked('acao', 'Plano de AÇÃO')).toEqual(['AÇÃO'])
    expect(marked('ação', 'Plano de acao')).toEqual(['acao'])
    expect(marked('ångstrom', 'Angström')).toEqual(['Angström'])
  })

  it('puts the beginning before a word, a word before the middle, and letters last', () => {
    const names = ['de ladrones', 'redesign', 'my design', 'design', 'design team', 'd-e-s-i-g-n']
    expect(best('design', names)).toEqual(['design', 'design team', 'my design', 'redesign', 'd-e-s-i-g-n'])
  })

  it('takes initials', () => {
    expect(marked('mf', 'Marina Ferreira')).toEqual(['M', 'F'])
    expect(marked('zz', 'Marina Ferreira')).toBeNull()
  })

  it('does not take letters from all over', () => {
    expect(fuzzy('sale', 'customer relations weekly')).toBeNull()
  })

  it('marks whole characters, also those of two halves', () => {
    expect(marked('b', '🎉b')).toEqual(['b'])
    expect(marked('🎉', 'a🎉b')).toEqual(['🎉'])
  })

  it('finds everything when nothing is asked', () => {
    expect(fuzzy(' ', 'anything')).toEqual({ score: 0, marks: [] })
  })
})
