import { createLowlight } from 'lowlight'
import { GRAMMARS, type Grammar } from './grammars'

type Tree = ReturnType<typeof lowlight.highlight>
export type Coloured = Tree['children'][number]

const lowlight = createLowlight()

/** Marks what the words of a program are. Each language is loaded when it is met first. */
export async function highlight(text: string, grammar: Grammar): Promise<readonly Coloured[]> {
  if (!lowlight.registered(grammar)) lowlight.register(grammar, (await GRAMMARS[grammar]()).default)
  return lowlight.highlight(grammar, text).children
}
