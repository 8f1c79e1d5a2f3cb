import './controls.css'
import { Tabs as Primitive } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

type Tab = { id: string; label: string; content: ReactNode }

/** Parts of one view, of which one is shown: arrows move, only the shown one is mounted. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <Primitive.Root defaultValue={tabs[0]?.id} className="tabs">
      <Primitive.List className="tabs-list" aria-label={label}>
        {tabs.map((tab) => (
          <Primitive.Tab key={tab.id} value={tab.id} className="tab">
            {tab.label}
          </Primitive.Tab>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Panel key={tab.id} value={tab.id} className="tab-panel">
          {tab.content}
        </Primitive.Panel>
      ))}
    </Primitive.Root>
  )
}
