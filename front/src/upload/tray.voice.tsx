import { useState } from 'react'
import { useText } from '../preferences'
import type { Upload, Uploads } from './upload'
import { useTroubleText } from './use-trouble-text'

/** Says to those who do not see it what has come of a file; not every step of its way. */
export function TrayVoice({ files }: { files: Uploads }) {
  const t = useText()
  const troubleText = useTroubleText()
  const [before, setBefore] = useState<Uploads>([])
  const [said, setSaid] = useState('')
  if (before !== files) {
    setBefore(files)
    const known = new Map(before.map((file) => [file.localId, file.state]))
    const added = files.filter(({ localId }) => !known.has(localId)).length
    const words = ({ localId, name, state, trouble }: Upload): string[] => {
      if (known.get(localId) === state) return []
      if (state === 'failed' && trouble)
        return [t('upload.said.failed', { name, trouble: troubleText(trouble) })]
      return state === 'clean' && known.has(localId) ? [t('upload.said.clean', { name })] : []
    }
    const news = [...(added > 0 ? [t('upload.said.added', { count: added })] : []), ...files.flatMap(words)]
    if (news.length > 0) setSaid(news.join('. '))
  }
  return (
    <p className="sr-only" role="status">
      {said}
    </p>
  )
}
