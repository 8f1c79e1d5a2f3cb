import './float.css'
import { Popover as Primitive } from '@base-ui/react/popover'
import type { ReactNode } from 'react'

type Props = {
  anchor: Element
  label: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  onClose: () => void
  children: ReactNode
}

/** Something small beside what opened it. Open while it is mounted, as `Menu` is: `lazy` what uses it. */
export function Popover({ anchor, label, side = 'bottom', onClose, children }: Props) {
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      {/* Outside of a modal dialog that it belongs to, nothing of it could be reached. */}
      <Primitive.Portal container={anchor.closest('dialog') ?? undefined}>
        <Primitive.Positioner
          className="float"
          positionMethod="fixed"
          anchor={anchor}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          <Primitive.Popup
            className="popover"
            aria-label={label}
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : true)}
          >
            {children}
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
