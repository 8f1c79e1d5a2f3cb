import type { Response } from '@papo/contract'
import { formatBytes } from '../files/bytes'
import { useLanguage, useText } from '../preferences'
import { uploadApi } from '../upload/upload.api'
import { Blank, ListBones } from '../ui/blank'
import { useLoaded } from '../ui/use-loaded'

/** How much of one's room for files is taken. */
export function Storage() {
  const t = useText()
  const { value, reload } = useLoaded(uploadApi.storage)
  return (
    <section>
      <header>
        <h2>{t('settings.storage')}</h2>
        <p>{t('settings.storage.hint')}</p>
      </header>
      {value === 'loading' && <ListBones count={2} />}
      {value === 'failed' && (
        <Blank text={t('settings.storage.failed')} role="alert">
          <button type="button" className="button" data-kind="quiet" onClick={() => void reload()}>
            {t('app.retry')}
          </button>
        </Blank>
      )}
      {typeof value === 'object' && <Used storage={value} />}
    </section>
  )
}

/** From here on it is told as nearly full. */
const HIGH = 0.9

function Used({ storage: { usedBytes, quotaBytes, fileBytesMax } }: { storage: Response<'storage'> }) {
  const t = useText()
  const language = useLanguage()
  const bytes = (of: number) => formatBytes(of, language)
  const share = quotaBytes === 0 ? 1 : Math.min(1, usedBytes / quotaBytes)
  const leftBytes = Math.max(0, quotaBytes - usedBytes)
  const used = t('settings.storage.used', { used: bytes(usedBytes), quota: bytes(quotaBytes) })
  return (
    <div className="storage">
      <p className="storage-used">{used}</p>
      <div
        className="storage-bar"
        role="meter"
        aria-label={t('settings.storage')}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={used}
        data-high={share >= HIGH || undefined}
      >
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        {leftBytes === 0
          ? t('settings.storage.full')
          : t('settings.storage.left', { left: bytes(leftBytes), max: bytes(fileBytesMax) })}
      </p>
      <p>{t('settings.storage.free')}</p>
    </div>
  )
}
