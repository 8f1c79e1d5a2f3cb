import './float.css'
import { Menu as Primitive } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon'

/** Where a menu stands: the button that opened it, or the point of a right click or a long press. */
export type Anchor = Element | { readonly x: number; readonly y: number }

type MenuProps = {
  anchor: Anchor
  label: string
  align?: 'start' | 'end'
  onClose: () => void
  children: ReactNode
}

/**
 * A list of actions: arrows, first letters, Esc. It is open while it is mounted, so that a screen loads this
 * file only when someone opens a menu: `lazy` it, and say `aria-haspopup="menu"` on the button.
 */
export function Menu({ anchor, label, align = 'end', onClose, children }: MenuProps) {
  const button = anchor instanceof Element ? anchor : null
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      {/* Outside of a modal dialog that it belongs to, nothing of it could be reached. */}
      <Primitive.Portal container={button?.closest('dialog') ?? undefined}>
        <Primitive.Positioner
          className="float"
          positionMethod="fixed"
          anchor={button ?? pointOf(anchor as { x: number; y: number })}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          <Primitive.Popup
            className="menu"
            aria-label={label}
            finalFocus={() => (button instanceof HTMLElement ? button : true)}
          >
            {children}
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function pointOf({ x, y }: { x: number; y: number }) {
  return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }
}

type ItemProps = { icon?: LucideIcon; label: string; hint?: string; danger?: boolean; onClick: () => void }

export function MenuItem({ icon, label, hint, danger, onClick }: ItemProps) {
  return (
    <Primitive.Item className="menu-item" data-danger={danger || undefined} onClick={onClick}>
      {icon && <Icon of={icon} small />}
      <span>{label}</span>
      {hint && <kbd>{hint}</kbd>}
    </Primitive.Item>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T
  onChange: (value: T) => void
  options: readonly { value: T; label: string }[]
}

/** One of several, the chosen one marked. */
export function MenuChoice<T extends string>({ label, value, onChange, options }: ChoiceProps<T>) {
  return (
    <Primitive.Group>
      <Primitive.GroupLabel className="menu-label">{label}</Primitive.GroupLabel>
      <Primitive.RadioGroup value={value} onValueChange={(next: T) => onChange(next)}>
        {options.map((option) => (
          <Primitive.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick>
            <span>{option.label}</span>
          </Primitive.RadioItem>
        ))}
      </Primitive.RadioGroup>
    </Primitive.Group>
  )
}

export function MenuLine() {
  return <Primitive.Separator className="menu-line" />
}
