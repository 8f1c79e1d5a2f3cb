-- After a commit: raises persisted, lets dedupe keys and cursors go, trims the log. Clears the dirty mark when asked
-- to, and only if nothing came meanwhile.
--
-- KEYS 1 meta  2 log  3 reads:dirty  4 the shard's dirty set
-- ARGV 1 roomId  2 epoch that was persisted under  3 seq up to which PostgreSQL has everything  4 events to keep
--      5 prefix of dedupe keys  6 how long they live on, in seconds  7 '1' to clear the mark
--      8… userId, value of reads:dirty as it was written
-- Result 1 while the room is still dirty, else 0

local meta = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'persisted', 'start')
if meta[1] ~= ARGV[2] then return 1 end

-- A UUIDv7 of a clock that is ahead looks young for longer: its key must outlive that, up to a month.
local time = redis.call('TIME')
local now = tonumber(time[1])
local function lifetime(key)
  local high, low, version = string.match(key, ':(%x%x%x%x%x%x%x%x)%-(%x%x%x%x)%-(%x)')
  if version ~= '7' then return ARGV[6] end
  local made = math.floor(tonumber(high .. low, 16) / 1000)
  return string.format('%.0f', math.min(2592000, math.max(tonumber(ARGV[6]), made + 1920 - now)))
end

local before, done = tonumber(meta[3]), tonumber(ARGV[3])
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local head = last and tonumber(string.match(last[1], '^%d+')) or 0
if done > before then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[2], string.format('%.0f', before + 1), string.format('%.0f', done))) do
    redis.call('EXPIRE', ARGV[5] .. entry[2][4], lifetime(entry[2][4]))
  end
end
-- With nothing left to write, all up to seq is in PostgreSQL or void.
if head <= done then
  redis.call('HSET', KEYS[1], 'persisted', meta[2])
elseif done > before then
  redis.call('HSET', KEYS[1], 'persisted', ARGV[3])
end
-- By length, since an epoch's gap would push everything before it out of the window.
local start = tonumber(meta[4])
if done >= start then
  redis.call('XTRIM', KEYS[2], 'MAXLEN', '~', string.format('%.0f', tonumber(ARGV[4]) + tonumber(meta[2]) - math.max(done, start)))
end
for i = 8, #ARGV, 2 do
  if redis.call('HGET', KEYS[3], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[3], ARGV[i]) end
end
if ARGV[7] ~= '1' or head > math.max(before, done) or redis.call('HLEN', KEYS[3]) > 0 then return 1 end
redis.call('SREM', KEYS[4], ARGV[1])
return 0
