import type { SceneName } from '../../../back/test/painter.js'

/** What the pictures show: people of a harbour that is on no map, on the day before their festival. */
export const PEOPLE = {
  iris: 'Iris Calado',
  marina: 'Marina Farol',
  otto: 'Otto Quill',
  bia: 'Bia Ondina',
  tomas: 'Tomás Vela',
  juno: 'Juno Pike',
  nils: 'Nils Anker',
  vito: 'Vito Maré',
} as const
export type Name = keyof typeof PEOPLE
export const NAMES = Object.keys(PEOPLE) as Name[]
/** Whose screen is shown. */
export const VIEWER: Name = 'iris'
export const ONLINE: readonly Name[] = ['marina', 'otto', 'bia', 'juno']

/** Of the faces, by their initials. */
export const HUES = { IC: 7, MF: 5, OQ: 6, BO: 4, TV: 1, JP: 2, NA: 8, VM: 3 }

/** How many messages there were today, yesterday, and so on. */
export const DAYS = [21, 37, 33, 30, 12, 9, 28, 41, 26, 35, 19, 8, 11, 24]

/** Who was thrown out, of the first room and then of the house. */
export const BANNED: Name = 'vito'
export const STATUS: Partial<Record<Name, { statusEmoji: string; statusText: string }>> = {
  otto: { statusEmoji: '🔌', statusText: 'Counting cables' },
  bia: { statusEmoji: '🚲', statusText: 'On the way' },
}

/** The day, in the time zone of the pictures, and what the clock says while they are taken. */
export const ZONE = 'America/Sao_Paulo'
const moment = (day: number, clock: string) => `2026-05-${day}T${clock}:00-03:00`
export const NOW = moment(22, '10:06')

/** A picture of a scene, a page of paper, or a sound. */
export type Enclosed = { name: string; of: SceneName | 'paper' | 'sound' }

export type Line = {
  by: Name
  at: string
  body: string
  /** Names a line for `replyTo`. */
  id?: string
  replyTo?: string
  reactions?: Partial<Record<string, Name[]>>
  editedTo?: string
  /** A reply in the thread under that line. */
  threadOf?: string
  pinned?: true
  deleted?: true
  /** The viewer has read this far. */
  read?: true
  /** What comes with it. */
  files?: readonly Enclosed[]
}
export type Place = { name: string; topic: string; kind: 'public' | 'private'; people: Name[]; lines: Line[] }

const yesterday = (clock: string) => moment(21, clock)
const today = (clock: string) => moment(22, clock)

const FESTIVAL: Line[] = [
  {
    by: 'otto',
    at: yesterday('16:02'),
    body: 'Stage plan is up: two platforms by the old crane, food on pier 3.',
    id: 'stage',
    pinned: true,
  },
  {
    by: 'otto',
    at: yesterday('16:03'),
    body: 'Power is the open question. We have 40 m of cable for a walk of 55.',
    id: 'power',
  },
  {
    by: 'bia',
    at: yesterday('16:10'),
    body: 'A Vela Elétrica empresta mais 20 metros. Busco amanhã cedo.',
  },
  { by: 'iris', at: yesterday('16:12'), body: 'You are a star, Bia. Obrigada!' },
  { by: 'juno', at: yesterday('16:20'), body: 'Is the crane in the way?', deleted: true },
  {
    by: 'tomas',
    at: today('09:04'),
    replyTo: 'power',
    body: 'Measured again: 52 m from the box to the stage. With those 20 we are fine.',
    reactions: { '👍': ['otto', 'iris'] },
  },
  {
    by: 'tomas',
    at: today('09:06'),
    body: 'And the lanterns answer to **one line** now:\n```sh\nlights on --pier 3 --fade 4s  # and off again by ten\n```',
  },
  {
    by: 'iris',
    at: today('09:13'),
    body: 'Then the timetable stands: doors at six, sound check at 16:30.',
    editedTo: 'Then the timetable stands: doors at six, sound check at 16:30 sharp.',
  },
  { by: 'iris', at: today('09:14'), body: 'Map for the printer: https://festival.example.org/map' },
  {
    by: 'otto',
    at: today('09:16'),
    threadOf: 'stage',
    body: 'The left platform moves one metre to the water. Anyone against it?',
  },
  { by: 'bia', at: today('09:17'), threadOf: 'stage', body: 'Nada contra. Fica até melhor para o som.' },
  { by: 'iris', at: today('09:18'), threadOf: 'stage', body: 'Then I draw it like that on the map.' },
  {
    by: 'bia',
    at: today('09:21'),
    body: 'Perfeito. Testo as luzes às onze, do píer 1 ao 4.',
    reactions: { '🎉': ['otto', 'iris', 'juno'], '💛': ['marina'] },
    read: true,
  },
  {
    by: 'nils',
    at: today('09:58'),
    body: 'Fog horn rehearsal at noon. You have been warned.',
    reactions: { '😂': ['juno', 'bia', 'marina'], '🙈': ['otto'] },
  },
  { by: 'juno', at: today('10:02'), body: '@iris could you print six more maps? The printer likes you.' },
  {
    by: 'juno',
    at: today('10:03'),
    body: 'Dry until nine tonight, by the way. I would tie the lanterns twice anyway.',
  },
]

/** The room where files are. */
export const PICTURES = 'Poster wall'

export const ROOMS: Place[] = [
  {
    name: 'Harbour festival',
    topic: 'Saturday, piers 1 to 4',
    kind: 'public',
    people: ['otto', 'bia', 'tomas', 'juno', 'nils', 'iris'],
    lines: FESTIVAL,
  },
  {
    name: 'Kitchen',
    topic: 'What is for lunch',
    kind: 'public',
    people: ['otto', 'bia', 'iris'],
    lines: [
      { by: 'otto', at: today('08:40'), body: 'Soup today. Pumpkin.', read: true },
      { by: 'bia', at: today('09:40'), body: 'Sobrou bolo de fubá na lata azul.' },
      { by: 'otto', at: today('09:44'), body: 'Not any more.' },
    ],
  },
  {
    name: 'Lantern crew',
    topic: 'Seventy-two posts, seventy-eight lanterns',
    kind: 'private',
    people: ['tomas', 'juno', 'iris'],
    lines: [
      { by: 'tomas', at: today('08:15'), body: 'Ladder is back in the shed.', read: true },
      { by: 'juno', at: today('09:51'), body: '@iris you have the key to it, have you not?' },
    ],
  },
  {
    name: 'Reading circle',
    topic: 'One book a month, tea always',
    kind: 'public',
    people: ['juno', 'iris'],
    lines: [{ by: 'juno', at: yesterday('20:30'), body: 'Chapter nine by Tuesday?', read: true }],
  },
  {
    name: PICTURES,
    topic: 'What hangs where, and how it looks at night',
    kind: 'public',
    people: ['bia', 'otto', 'iris'],
    lines: [
      {
        by: 'bia',
        at: yesterday('18:40'),
        body: 'O píer ontem, meia hora antes das lanternas.',
        files: [{ name: 'píer.jpg', of: 'dusk' }],
        reactions: { '💛': ['iris', 'otto'] },
      },
      {
        by: 'otto',
        at: yesterday('18:52'),
        body: '',
        files: [
          { name: 'lanterns.jpg', of: 'lanterns' },
          { name: 'morning.jpg', of: 'dawn' },
          { name: 'fog.jpg', of: 'fog' },
        ],
      },
      {
        by: 'otto',
        at: yesterday('18:55'),
        body: 'And what the horn sounds like, with the plan of who stands where.',
        files: [
          { name: 'fog horn, take two.wav', of: 'sound' },
          { name: 'Stage plan, fourth and really last draft.pdf', of: 'paper' },
        ],
        read: true,
      },
    ],
  },
  { name: 'Boats', topic: 'In, out, and under repair', kind: 'public', people: ['nils', 'tomas'], lines: [] },
  {
    name: 'Lost and found',
    topic: 'So far: one glove, two oars',
    kind: 'public',
    people: ['bia'],
    lines: [],
  },
]

export const DIRECTS: { with: Name[]; lines: Line[] }[] = [
  {
    with: ['bia'],
    lines: [
      { by: 'bia', at: yesterday('18:20'), body: 'Você vem de bicicleta amanhã?' },
      { by: 'iris', at: yesterday('18:24'), body: 'Venho! Chego às oito, com café.' },
      { by: 'bia', at: yesterday('18:25'), body: 'Melhor pessoa.' },
      { by: 'bia', at: yesterday('18:25'), body: 'Até!' },
      { by: 'bia', at: yesterday('18:26'), body: 'Boa noite 🌙' },
      { by: 'iris', at: today('08:02'), body: 'Já estou no píer 3. Cadê todo mundo?', id: 'where' },
      {
        by: 'bia',
        at: today('08:05'),
        replyTo: 'where',
        body: 'Na fila da padaria 🥐 Quer de queijo ou de goiabada?',
      },
      { by: 'iris', at: today('08:06'), body: 'Goiabada, sempre.' },
      { by: 'iris', at: today('08:06'), body: 'E um pão de queijo para o Otto, que finge que não quer.' },
      { by: 'bia', at: today('08:07'), body: 'Anotado.', reactions: { '😂': ['iris'] } },
      { by: 'iris', at: today('08:15'), body: 'Já imprimi o mapa.', read: true },
      { by: 'bia', at: today('09:47'), body: 'Peguei os 20 metros de cabo. Cabem na bicicleta, juro.' },
      { by: 'bia', at: today('09:48'), body: 'Me ajuda a descarregar depois do almoço?' },
    ],
  },
  {
    with: ['otto'],
    lines: [{ by: 'otto', at: today('09:30'), body: 'There was no cake when I came.', read: true }],
  },
  {
    with: ['juno', 'nils'],
    lines: [{ by: 'nils', at: yesterday('19:00'), body: 'Oars at seven.', read: true }],
  },
]
