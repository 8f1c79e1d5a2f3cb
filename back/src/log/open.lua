-- Opens a new epoch of a room, unless its log moved since the caller looked.
--
-- KEYS 1 meta  2 log  3 members  4 reads  5 the shard's dirty set
-- ARGV 1 roomId  2 epoch and 3 seq that the caller saw ('' for none)
--      4 runId  5 epoch  6 seq to go on above  7 ordinal  8 persisted  9 '1' if the room is deleted  10 version of reads
--      11 members, a line each: userId, standing, cursor `readSeq:readOrdinal`
--      12 prefix of dedupe keys  13 how long they live on after their event is stored, in seconds
-- Result 1, or 0 when the log moved

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'reads', 'persisted')
if (meta[1] or '') ~= ARGV[2] or (meta[2] or '') ~= ARGV[3] then return 0 end

-- What PostgreSQL has by now no longer waits for a worker to let its clientId go.
local from, to = (tonumber(meta[4]) or 0) + 1, tonumber(ARGV[8])
if to >= from then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[2], string.format('%.0f', from), ARGV[8])) do
    redis.call('EXPIRE', ARGV[12] .. entry[2][4], ARGV[13])
  end
end

-- Where nothing survived above it, everything up to the new start is in PostgreSQL or void.
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local behind = last and tonumber(string.match(last[1], '^%d+')) > to
local persisted = behind and ARGV[8] or ARGV[6]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local reads = math.max(tonumber(meta[3]) or 0, tonumber(ARGV[10]))
redis.call('HSET', KEYS[1], 'runId', ARGV[4], 'epoch', ARGV[5], 'epochAt', string.format('%.0f', now),
  'seq', ARGV[6], 'start', ARGV[6], 'ordinal', ARGV[7], 'persisted', persisted, 'reads', string.format('%.0f', reads))
redis.call('HINCRBY', KEYS[1], 'members', 1)
if ARGV[9] == '1' then redis.call('HSET', KEYS[1], 'gone', '1') end

local function number(text) return tonumber(string.match(text or '', '^(%d+):')) or -1 end
-- One argument for all: a room may have more members than a call may have arguments.
for user, standing, cursor in string.gmatch(ARGV[11], '(%S+) (%S+) (%S+)\n') do
  if number(standing) > number(redis.call('HGET', KEYS[3], user)) then redis.call('HSET', KEYS[3], user, standing) end
  -- A cursor that survived here may be newer than the one in PostgreSQL, or older.
  if number(cursor) > number(redis.call('HGET', KEYS[4], user)) then redis.call('HSET', KEYS[4], user, cursor) end
end
if behind then redis.call('SADD', KEYS[5], ARGV[1]) end
return 1
