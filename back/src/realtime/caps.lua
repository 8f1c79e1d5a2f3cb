-- How many sockets of one user, or of one address, each process has; whose process ended counts no more.
--
-- KEYS 1 processes (zset: process → when its lease ends, in ms)  2 counts (hash: process → sockets)
-- ARGV 1 process  2 its lease in ms  3 how long counts are kept, in ms  4 its sockets now  5 the most of all, '' for any
-- Result 1; or 0, and nothing is counted, when all processes together would have more

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])

local count, most = tonumber(ARGV[4]), tonumber(ARGV[5])
if most then
  local all = count
  local counts = redis.call('HGETALL', KEYS[2])
  for i = 1, #counts, 2 do
    if counts[i] ~= ARGV[1] then
      local ends = tonumber(redis.call('ZSCORE', KEYS[1], counts[i]) or 0)
      if ends > now then all = all + tonumber(counts[i + 1])
      else redis.call('HDEL', KEYS[2], counts[i]) end
    end
  end
  if all > most then return 0 end
end

if count > 0 then
  redis.call('HSET', KEYS[2], ARGV[1], ARGV[4])
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
else
  redis.call('HDEL', KEYS[2], ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - tonumber(ARGV[3])))
return 1
