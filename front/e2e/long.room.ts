import { type Cluster, until } from '../../back/test/harness.js'
import { roomKeys } from '../../back/src/log/keys.js'

type Wish = { cluster: Cluster; roomId: string; senderId: string; count: number }
type Long = { readonly first: number; readonly last: number }

/**
 * Gives a room so many more messages, as if someone had written them long ago, half a minute apart. They are of
 * all lengths, so that no height can be guessed.
 * @returns the seqs of the first and the last of them
 */
export async function lengthen({ cluster, roomId, senderId, count }: Wish): Promise<Long> {
  const { db } = cluster
  const top = await until(() => topOf(cluster, roomId), { what: 'the room is stored' })
  await db.query(
    `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at)
     SELECT $1::uuid, $2::bigint + n, $3::bigint + n, $6, $4::uuid, gen_random_uuid(), '',
            'No ' || ($2::bigint + n) || repeat(' word', (n * 7919 % 53)::int),
            now() - ($5::int - n + 1) * interval '30 seconds'
     FROM generate_series(1, $5::int) AS n`,
    [roomId, top.seq, top.ordinal, senderId, count, top.epoch],
  )
  await forget(cluster, roomId)
  return { first: Number(top.seq) + 1, last: Number(top.seq) + count }
}

async function topOf({ db }: Cluster, roomId: string) {
  const { rows } = await db.query<{ seq: string; ordinal: string; epoch: number }>(
    'SELECT seq, ordinal, epoch FROM room_event WHERE room_id = $1 ORDER BY seq DESC LIMIT 1',
    [roomId],
  )
  return rows[0]
}

/** Redis knows nothing of the room any more, so that its log is opened anew from what is stored. */
async function forget(cluster: Cluster, roomId: string): Promise<void> {
  await cluster.withRedis(async (redis) => {
    const { meta, log, members, reads, readsDirty } = roomKeys(roomId)
    await redis.del(meta, log, members, reads, readsDirty)
  })
  await until(
    async () => {
      const { rows } = await cluster.db.query<{ epoch: number }>('SELECT epoch FROM room WHERE id = $1', [
        roomId,
      ])
      return (rows[0]?.epoch ?? 0) > 1
    },
    { what: 'the room has a new epoch' },
  )
}
