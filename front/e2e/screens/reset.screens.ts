import type { Guide, Screen } from './screen.js'

const NOBODYS = 'nobody@example.org'
const SPENT = '/reset/a-link-that-was-used-yesterday'

async function ask(guide: Guide): Promise<void> {
  await guide.page.getByLabel(guide.t('auth.email'), { exact: true }).fill(NOBODYS)
  await guide.press(guide.get('button', 'reset.ask.submit'))
}

/** For those who forgot their password. */
export const RESET_SCREENS: Screen[] = [
  {
    name: 'forgotten',
    as: 'nobody',
    on: 'both',
    async show(guide) {
      await guide.press(guide.get('link', 'auth.forgotten'))
      await guide.get('button', 'reset.ask.submit').waitFor()
    },
  },
  {
    name: 'forgotten-sent',
    as: 'nobody',
    on: 'both',
    at: () => '/forgotten',
    async show(guide) {
      await ask(guide)
      await guide.sees(guide.t('reset.sent.title'))
    },
  },
  {
    name: 'reset',
    as: 'nobody',
    on: 'both',
    at: () => SPENT,
    show: (guide) => guide.get('button', 'reset.next.submit').waitFor(),
  },
  {
    name: 'reset-over',
    as: 'nobody',
    on: 'both',
    at: () => SPENT,
    async show(guide) {
      await guide.page.getByLabel(guide.t('reset.next'), { exact: true }).fill('five wild parrots')
      await guide.press(guide.get('button', 'reset.next.submit'))
      await guide.get('link', 'reset.over.again').waitFor()
    },
  },
]
