import './format.texts'
import { Bold, CircleHelp, Code, Eye, Italic, List, Quote, Strikethrough } from 'lucide-react'
import type { RefObject } from 'react'
import { useText } from '../preferences'
import { Menu, MenuItem, MenuLine } from '../ui/menu'
import { markLines } from './edits'
import { enterSends } from './composer.field'
import { applyEdit, selectedIn } from './field'
import { bold, code, type Format, italic, strike } from './keys'

/** As the keys are called on this device. */
const CTRL = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl+'
/** Shortcuts are for those who have keys. */
const hintOf = (hint: string) => (enterSends() ? { hint } : {})

const FORMATS = [
  { name: 'bold', icon: Bold, hint: `${CTRL}B`, format: bold },
  { name: 'italic', icon: Italic, hint: `${CTRL}I`, format: italic },
  { name: 'strike', icon: Strikethrough, hint: `${CTRL}Shift+X`, format: strike },
  { name: 'code', icon: Code, hint: `${CTRL}E`, format: code },
  { name: 'quote', icon: Quote, hint: '>', format: (selected) => markLines(selected, '> ') },
  { name: 'list', icon: List, hint: '-', format: (selected) => markLines(selected, '- ') },
] as const satisfies readonly { name: string; icon: typeof Bold; hint: string; format: Format }[]

type Props = {
  anchor: Element
  field: RefObject<HTMLTextAreaElement | null>
  onPreview: () => void
  onHelp: () => void
  onClose: () => void
}

/** The ways to say it louder, for those who do not know the signs, and for fingers. */
export function FormatMenu({ anchor, field, onPreview, onHelp, onClose }: Props) {
  const t = useText()
  const use = (format: Format) => {
    onClose()
    // The menu gives the focus back to its button; the field takes it after that.
    requestAnimationFrame(() => field.current && applyEdit(field.current, format(selectedIn(field.current))))
  }
  return (
    <Menu anchor={anchor} label={t('composer.format')} onClose={onClose}>
      {FORMATS.map(({ name, icon, hint, format }) => (
        <MenuItem
          key={name}
          icon={icon}
          label={t(`format.${name}`)}
          {...hintOf(hint)}
          onClick={() => use(format)}
        />
      ))}
      <MenuLine />
      <MenuItem
        icon={Eye}
        label={t('composer.preview')}
        {...hintOf('Alt+Shift+P')}
        onClick={() => {
          onClose()
          onPreview()
        }}
      />
      <MenuItem icon={CircleHelp} label={t('format.help')} onClick={onHelp} />
    </Menu>
  )
}
