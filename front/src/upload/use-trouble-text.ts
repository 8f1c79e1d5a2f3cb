import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import type { Trouble } from './upload'

/** What is wrong with a file, and the way out, in plain words. */
export function useTroubleText(): (trouble: Trouble, limit?: number) => string {
  const t = useText()
  const language = useLanguage()
  return (trouble, limit = 0) => {
    if (trouble === 'tooLarge' && limit > 0)
      return t('upload.trouble.tooLarge.limit', { limit: formatBytes(limit, language) })
    return t(`upload.trouble.${trouble}`, { limit })
  }
}
