import type { Guide, Screen } from './screen.js'

const NAME = 'Example'

/** What a server with a provider would answer, on this screen alone. */
const once = (guide: Guide, path: string, json: object) =>
  guide.page.route(`**/api/auth/${path}`, (route) => route.fulfill({ json }), { times: 1 })

const offered = (guide: Guide) =>
  once(guide, 'registration', { registration: 'open', passwordReset: true, oidc: { name: NAME } })

const linked = {
  id: '0199c1d2-6a3e-7c41-9b0e-3f5a1d2c4b60',
  issuer: 'https://id.example.org',
  name: 'iris',
  linkedAt: '2026-09-01T10:00:00.000Z',
  lastUsedAt: '2026-09-02T10:00:00.000Z',
}
async function atPassword(guide: Guide, identities: object): Promise<void> {
  await offered(guide)
  await once(guide, 'identities', identities)
  await guide.page.reload()
}
const settings = { as: 'iris', on: 'both', at: () => '/settings/password' } as const

/** Logging in by a provider, and what is done to have it so. */
export const OIDC_SCREENS: Screen[] = [
  {
    name: 'oidc-problem',
    as: 'nobody',
    on: 'both',
    async show(guide) {
      await offered(guide)
      await guide.page.evaluate(() => {
        location.hash = '#/?problem=emailTaken'
      })
      await guide.page.reload()
      await guide.sees(guide.t('oidc.problem.emailTaken', { name: NAME }))
    },
  },
  {
    name: 'oidc-first-password',
    ...settings,
    async show(guide) {
      await atPassword(guide, { items: [linked], password: false })
      await guide.get('button', 'oidc.password.save').waitFor()
    },
  },
  {
    name: 'oidc-link',
    ...settings,
    async show(guide) {
      await atPassword(guide, { items: [], password: true })
      await guide.press(guide.get('button', 'oidc.link', { name: NAME }))
      await guide.page.getByRole('dialog').waitFor()
    },
  },
]
