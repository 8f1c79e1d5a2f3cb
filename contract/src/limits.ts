// Imports nothing, so that k6 (which resolves no node_modules) can load it.

export const LIMITS = {
  /** Unicode code points, after trimming. */
  bodyMax: 4000,
  roomNameMax: 80,
  roomTopicMax: 250,
  usernameMin: 3,
  usernameMax: 32,
  displayNameMax: 64,
  statusTextMax: 100,
  /** Links into one room that work at the same time. */
  invitesMax: 100,
  inviteUsesMax: 10_000,
  inviteSecondsMax: 31_536_000,
  /** Read receipts are told in rooms of up to this many members. */
  receiptMembersMax: 100,
  /** A new name or status is told at once in rooms of up to this many members. */
  profileMembersMax: 1_000,
  /** API tokens of one account that work at the same time. */
  tokensMax: 50,
  tokenNameMax: 64,
  tokenDaysMax: 3_650,
  botsMax: 1_000,
  /** Of each kind, in one room. */
  webhooksMax: 20,
  idempotencyKeyMax: 200,
  webhookUrlMax: 2_000,
  /** Contacts of one person, and whom they asked. */
  contactsMax: 1_000,
  /** Whom one person may block. */
  blocksMax: 1_000,
  /** The most that administrators may choose; the least is 1. */
  chosenMax: {
    messagesPerMinute: 100_000,
    messagesBurst: 100_000,
    roomMessagesPerMinute: 1_000_000,
    roomOperationsPerMinute: 10_000,
  },
  emailMax: 254,
  passwordMin: 8,
  passwordMax: 128,
  emojiMax: 32,
  attachmentsMax: 10,
  /** Files that one person may have under way at the same time. */
  uploadsOpenMax: 30,
  /** A larger file is sent in parts of at least this size (bytes); at most 100 of them. */
  uploadPartBytes: 8_388_608,
  /** A hundred years. */
  retentionDaysMax: 36_500,
  inactiveMinutesMax: 52_560_000,
  /** Of a picture of a person or a room, before it is cut to size (bytes). */
  avatarBytesMax: 10_485_760,
  /** Devices of one person that get notifications. */
  pushSubscriptionsMax: 20,
  fileNameMax: 255,
  directUsersMax: 9,
  searchQueryMax: 200,
  pageDefault: 50,
  pageMax: 100,
  /** A client further behind than this loads the latest page instead of the missed events. */
  syncEventsMax: 500,
  /** A Socket.IO frame from a client, in bytes. */
  frameBytesMax: 65_536,
  /** How long `typing` holds without being repeated, in milliseconds. */
  typingMs: 6_000,
  /** A live client that sees a hole waits this long for it to fill before it syncs, in milliseconds. */
  gapWaitMs: 300,
} as const

/** Instances tell how many messages pass through them: a step every two seconds, for two minutes. */
export const FLOW = { stepSeconds: 2, steps: 60 } as const
