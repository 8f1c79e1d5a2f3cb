import type { Guide, Screen } from './screen.js'

/** Iris asks everyone whose name begins so; asked again, nothing changes. */
function ask(guide: Guide, q: string): Promise<void> {
  return guide.page.evaluate(async (name) => {
    const found = (await (await fetch(`/api/users?q=${name}`)).json()) as { items: { id: string }[] }
    for (const { id } of found.items) await fetch(`/api/contacts/${id}`, { method: 'PUT' })
  }, q)
}

export const CONTACT_SCREENS: Screen[] = [
  {
    name: 'contacts',
    as: 'iris',
    on: 'both',
    at: () => '/contacts',
    async show(guide) {
      const field = guide.page.locator('.contacts input')
      await field.waitFor()
      await ask(guide, 'otto')
      await guide.get('heading', 'contacts.asked').waitFor()
      await field.fill('bia')
      await guide.get('button', 'contacts.add').waitFor()
    },
  },
]
