import type { DataExport } from '@papo/contract'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { addTexts } from '../i18n/translate'
import * as texts from '../i18n/own-data'
import { formatBytes } from '../files/bytes'
import { errorText, useLanguage, useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Icon } from '../ui/icon'
import { formatTime } from '../ui/time'
import { useLoaded } from '../ui/use-loaded'
import { DeleteAccount } from './delete.account'
import { ownDataApi } from './own.data.api'

addTexts(texts)

/** Taking one's data along, and leaving for good. */
export function OwnData() {
  const t = useText()
  const { value, reload } = useLoaded(ownDataApi.exports)
  const [error, setError] = useState<unknown>(null)
  const request = async () => {
    setError(null)
    try {
      await ownDataApi.request()
      await reload()
    } catch (failure) {
      setError(failure)
    }
  }
  const waits = typeof value === 'object' && value.items.some(({ state }) => state === 'waiting')
  return (
    <section className="own-data">
      <header>
        <h2>{t('ownData.title')}</h2>
        <p>{t('ownData.text')}</p>
      </header>
      {value === 'loading' && <ListBones count={2} />}
      {value === 'failed' && <Blank text={t('ownData.failed')} role="alert" />}
      {typeof value === 'object' && value.items.map((one) => <Exported key={one.id} one={one} />)}
      {error !== null && (
        <p className="form-error" role="alert">
          {errorText(t, error)}
        </p>
      )}
      <div className="form-end">
        {waits ? (
          <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
            {t('ownData.look')}
          </button>
        ) : (
          <button type="button" className="button" data-kind="primary" onClick={() => void request()}>
            {t('ownData.request')}
          </button>
        )}
      </div>
      <DeleteAccount />
    </section>
  )
}

function Exported({ one: { id, state, createdAt, expiresAt, parts, bytes } }: { one: DataExport }) {
  const t = useText()
  const language = useLanguage()
  const when = formatTime(createdAt, 'short', language)
  if (state === 'waiting') return <p role="status">{t('ownData.waiting', { when })}</p>
  return (
    <div className="settings-row">
      <span className="result-text">
        <strong>{t('ownData.made', { when })}</strong>
        <span>
          {formatBytes(bytes, language)} ·{' '}
          {t('ownData.until', { when: formatTime(expiresAt ?? createdAt, 'short', language) })}
        </span>
      </span>
      {Array.from({ length: parts }, (_, i) => i + 1).map((part) => (
        <a
          key={part}
          className="button"
          data-kind="quiet"
          data-size="small"
          href={ownDataApi.partOf(id, part)}
          download
        >
          <Icon of={Download} small />
          {parts === 1 ? t('ownData.fetch') : t('ownData.fetchPart', { part, parts })}
        </a>
      ))}
    </div>
  )
}
