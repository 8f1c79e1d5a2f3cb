import type { Entry, Same } from './area'

export const en = {
  'alerts.in': 'in {room}',
  'alerts.close': 'Dismiss',
} satisfies Record<string, Entry>

export const ptBr: Same<typeof en> = {
  'alerts.in': 'em {room}',
  'alerts.close': 'Dispensar',
}
