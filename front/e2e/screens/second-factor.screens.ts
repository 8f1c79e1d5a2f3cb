import type { Guide, Screen } from './screen.js'

const PASSWORD = 'correct horse battery'
const CODES = Array.from({ length: 10 }, (_, n) => `k7wp-29ab-m4x${'bcdefghjkm'[n]}-hq8t`)

/** What the server would answer once, so that nobody on this stage has a second factor after it. */
const once = (guide: Guide, path: string, json: object) =>
  guide.page.route(`**/api/auth/${path}`, (route) => route.fulfill({ json }), { times: 1 })

async function halfway(guide: Guide): Promise<void> {
  const secondFactor = { challenge: 'a-challenge-of-nobody-at-all', expiresInSeconds: 300 }
  await once(guide, 'login', { secondFactor })
  await guide.page.getByLabel(guide.t('auth.login.name')).fill('iris')
  await guide.page.getByLabel(guide.t('auth.password'), { exact: true }).fill(PASSWORD)
  await guide.press(guide.get('button', 'auth.login.submit'))
  await guide.get('textbox', 'secondFactor.code').waitFor()
}

async function scanning(guide: Guide): Promise<void> {
  await guide.press(guide.get('button', 'secondFactor.setUp'))
  await guide.page.getByLabel(guide.t('secondFactor.password'), { exact: true }).fill(PASSWORD)
  await guide.press(guide.get('button', 'secondFactor.next'))
  await guide.get('img', 'secondFactor.qr').waitFor()
}

const settings = { as: 'iris', on: 'both', at: () => '/settings/password' } as const

/** Logging in by two steps, and what is done to have it so. */
export const SECOND_FACTOR_SCREENS: Screen[] = [
  { name: 'second-factor-login', as: 'nobody', on: 'both', show: halfway },
  {
    name: 'second-factor-login-recovery',
    as: 'nobody',
    on: 'both',
    async show(guide) {
      await halfway(guide)
      await guide.press(guide.get('button', 'secondFactor.login.useRecovery'))
      await guide.get('textbox', 'secondFactor.login.recovery').fill(CODES[0] ?? '')
      await guide.press(guide.get('button', 'auth.login.submit'))
      await guide.sees(guide.t('secondFactor.login.over'))
    },
  },
  { name: 'second-factor-scan', ...settings, show: scanning },
  {
    name: 'second-factor-codes',
    ...settings,
    async show(guide) {
      await scanning(guide)
      await once(guide, 'second-factor/confirm', { codes: CODES })
      await guide.get('textbox', 'secondFactor.code').fill('123456')
      await guide.press(guide.get('button', 'secondFactor.turnOn'))
      await guide.get('button', 'secondFactor.kept').waitFor()
    },
  },
  {
    name: 'second-factor-on',
    ...settings,
    async show(guide) {
      await once(guide, 'second-factor', {
        enabled: true,
        since: '2026-09-01T10:00:00.000Z',
        recoveryCodesLeft: 2,
      })
      await guide.page.reload()
      await guide.get('button', 'secondFactor.renew').waitFor()
    },
  },
]
