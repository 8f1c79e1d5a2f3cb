import { useEffect } from 'react'

/** Where a soft keyboard covers the page instead of shrinking it (iOS), the app becomes as high as what is left. */
export function useViewport(): void {
  useEffect(() => {
    const viewport = window.visualViewport
    if (!viewport) return
    const root = document.documentElement
    const follow = () => {
      const covered = innerHeight - viewport.height > 80 && viewport.scale === 1
      if (!covered) return void root.style.removeProperty('--app-height')
      root.style.setProperty('--app-height', `${viewport.height}px`)
      scrollTo(0, 0)
    }
    viewport.addEventListener('resize', follow)
    return () => {
      viewport.removeEventListener('resize', follow)
      root.style.removeProperty('--app-height')
    }
  }, [])
}
