-- A token bucket whose waits double while the limit keeps being broken.
-- KEYS[1] the bucket: hash of tokens, at (ms, when they were counted), level (doublings), till (ms, end of the last wait)
-- ARGV    capacity, limit, windowMs (refill = limit tokens per window), needed, wanted, refund,
--         maxWaitMs (longest doubled wait), quietMs (a quiet time this long takes one doubling away)
-- Result  {granted, retryAfterMs}: granted is 0, or at least `needed` and at most `wanted`
local capacity, limit, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local needed, wanted, refund = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local maxWait, quiet = tonumber(ARGV[7]), tonumber(ARGV[8])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'level', 'till')
local elapsed = math.max(0, now - (tonumber(kept[2] or now) or now))
local tokens = math.min(capacity, (tonumber(kept[1] or capacity) or capacity) + elapsed * limit / window + refund)
local level = tonumber(kept[3] or 0) or 0
local till = tonumber(kept[4] or 0) or 0

local granted, wait = 0, 0
if now < till then
  wait = till - now -- asking again during a wait does not lengthen it
elseif tokens >= needed then
  granted = math.max(needed, math.min(wanted, math.floor(tokens)))
  tokens = tokens - granted
else
  level = math.max(0, level - math.floor((now - till) / quiet))
  local base = math.ceil((needed - tokens) * window / limit)
  wait = math.max(base, math.min(maxWait, base * 2 ^ level))
  level = math.min(level + 1, 20)
  till = now + wait
end

redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now),
  'level', string.format('%.0f', level), 'till', string.format('%.0f', till))
local full = (capacity - tokens) * window / limit
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil(full + math.max(0, till - now) + level * quiet + 1000)))
return { granted, math.ceil(wait) }
