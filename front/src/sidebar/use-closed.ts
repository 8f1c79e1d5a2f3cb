import { useState } from 'react'
import { readStored, writeStored } from '../stored'
import { SECTIONS, type SectionName } from './sections'

const KEY = 'papo:closed-sections'

/** Which sections of the list someone closed on this device. */
export function useClosed(): [ReadonlySet<SectionName>, (section: SectionName) => void] {
  const [closed, setClosed] = useState<ReadonlySet<SectionName>>(stored)
  const toggle = (section: SectionName) => {
    const next = new Set(closed)
    if (!next.delete(section)) next.add(section)
    writeStored(KEY, next.size === 0 ? null : [...next].join())
    setClosed(next)
  }
  return [closed, toggle]
}

function stored(): ReadonlySet<SectionName> {
  const names = (readStored(KEY) ?? '').split(',')
  return new Set(SECTIONS.filter((section) => names.includes(section)))
}
