import { type RefObject, useEffect, useState } from 'react'
import { droppedIn, hasFiles } from './incoming'

/** Takes what is dropped anywhere on what stands around the form. Returns that, while something hovers over it. */
export function useDrop(
  form: RefObject<HTMLElement | null>,
  onFiles: (files: File[]) => void,
): Element | null {
  const [zone, setZone] = useState<Element | null>(null)
  useEffect(() => {
    const around = form.current?.parentElement
    if (!around) return
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setZone(around)
    }
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node) || !around.contains(relatedTarget)) setZone(null)
    }
    const drop = (event: DragEvent) => {
      setZone(null)
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return
      event.preventDefault()
      onFiles(droppedIn(event.dataTransfer))
    }
    around.addEventListener('dragenter', over)
    around.addEventListener('dragover', over)
    around.addEventListener('dragleave', leave)
    around.addEventListener('drop', drop)
    return () => {
      around.removeEventListener('dragenter', over)
      around.removeEventListener('dragover', over)
      around.removeEventListener('dragleave', leave)
      around.removeEventListener('drop', drop)
    }
  }, [form, onFiles])
  return zone
}
