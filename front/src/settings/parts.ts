import {
  Bell,
  Braces,
  FolderDown,
  HardDrive,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  Palette,
  Shield,
  Smile,
  UserRound,
} from 'lucide-react'

export const PARTS = [
  'profile',
  'status',
  'appearance',
  'notifications',
  'privacy',
  'storage',
  'password',
  'sessions',
  'tokens',
  'data',
] as const
export type Part = (typeof PARTS)[number]

export const ICONS: Readonly<Record<Part, LucideIcon>> = {
  profile: UserRound,
  status: Smile,
  appearance: Palette,
  notifications: Bell,
  privacy: Shield,
  storage: HardDrive,
  password: KeyRound,
  sessions: MonitorSmartphone,
  tokens: Braces,
  data: FolderDown,
}
