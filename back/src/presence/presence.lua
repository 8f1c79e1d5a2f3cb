-- Renews and ends leases, takes the expired ones, and announces every user whose state changed by it.
--
-- KEYS 1 expiry (zset `userId|instance` → ms)  2 states (hash userId → state)  3 seen (hash userId → ms)
--      4 dnd (set of userIds)  5 control log  6 prefix of users' leases (hash instance → online|idle)
--      7 kept (set of userIds whose settings say do-not-disturb)
-- ARGV 1 instance  2 ttl in ms  3 entries that the control log keeps
--      4… pairs userId, op: online | idle (lease) · gone (no lease) · dnd | free (the user's choice for now)
--         · keep | release (their setting, which outlasts every tab; its end frees them of the choice too)
-- Result the userIds that went offline

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local touched = {}

for i = 4, #ARGV, 2 do
  local user, op = ARGV[i], ARGV[i + 1]
  if op == 'dnd' then
    redis.call('SADD', KEYS[4], user)
  elseif op == 'free' then
    redis.call('SREM', KEYS[4], user)
  elseif op == 'keep' then
    redis.call('SADD', KEYS[7], user)
  elseif op == 'release' then
    redis.call('SREM', KEYS[7], user)
    redis.call('SREM', KEYS[4], user)
  elseif op == 'gone' then
    redis.call('HDEL', KEYS[6] .. user, ARGV[1])
    redis.call('ZREM', KEYS[1], user .. '|' .. ARGV[1])
  else
    redis.call('HSET', KEYS[6] .. user, ARGV[1], op)
    redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), user .. '|' .. ARGV[1])
  end
  touched[user] = true
end

for _, lease in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now), 'LIMIT', 0, 500)) do
  local user, instance = string.match(lease, '^([^|]+)|(.*)$')
  redis.call('HDEL', KEYS[6] .. user, instance)
  redis.call('ZREM', KEYS[1], lease)
  touched[user] = true
end

local changes, gone = {}, {}
for user in pairs(touched) do
  local state = 'offline'
  for _, lease in ipairs(redis.call('HVALS', KEYS[6] .. user)) do
    if lease == 'online' or state == 'offline' then state = lease end
  end
  local dnd = redis.call('SISMEMBER', KEYS[4], user) + redis.call('SISMEMBER', KEYS[7], user) > 0
  if state ~= 'offline' and dnd then state = 'dnd' end
  if state ~= (redis.call('HGET', KEYS[2], user) or 'offline') then
    local seen = ''
    if state == 'offline' then
      redis.call('HDEL', KEYS[2], user)
      redis.call('HSET', KEYS[3], user, string.format('%.0f', now))
      gone[#gone + 1] = user
      seen = ',"seenAtMs":' .. string.format('%.0f', now)
    else
      redis.call('HSET', KEYS[2], user, state)
    end
    changes[#changes + 1] = '{"userId":"' .. user .. '","state":"' .. state .. '"' .. seen .. '}'
  end
end
if #changes > 0 then
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[3], '*', 'e', '{"type":"presence.changed","changes":[' .. table.concat(changes, ',') .. ']}')
end
return gone
