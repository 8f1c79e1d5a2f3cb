// A bot that answers “!echo …” in its rooms. PAPO_URL and PAPO_TOKEN say where it is and who it is.
import { PapoClient } from '@papo/contract/client'
import { io } from 'socket.io-client'

const { PAPO_URL: url = 'http://localhost:3000', PAPO_TOKEN: token = '' } = process.env

const socket = io(url, { auth: { token }, transports: ['websocket'] })
const papo = new PapoClient({ url, token }, socket)
const { user } = await papo.me()

papo.onMessage(async ({ roomId, seq, actorId, data }) => {
  const [, text] = /^!echo (.+)/s.exec(data.body) ?? []
  // Never to itself, or it would go on for ever.
  if (actorId === user.id || !text) return
  await papo.send(roomId, { clientId: crypto.randomUUID(), body: text, replyTo: seq })
})
papo.on('ready', ({ rooms }) => process.stdout.write(`${user.username} listens in ${rooms.length} rooms\n`))
socket.on('connect_error', (error) => process.stderr.write(`${error.message}\n`))
