import { useCallback, useEffect, useState } from 'react'

const HIGHLIGHT_MS = 2_500

/** The message that is marked for a moment; one that is marked again is marked for the whole time again. */
export function useHighlight() {
  const [mark, setMark] = useState<{ readonly seq: number } | null>(null)
  const highlight = useCallback((seq: number) => setMark({ seq }), [])
  useEffect(() => {
    if (mark === null) return
    const timer = setTimeout(() => setMark(null), HIGHLIGHT_MS)
    return () => clearTimeout(timer)
  }, [mark])
  return { highlighted: mark?.seq ?? null, highlight }
}
