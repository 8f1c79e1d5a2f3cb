-- Wants of an instance that it drains (`out`), or takes people in again (`in`). One that no other instance could stand in
-- for is left alone: two who ask at the same time never drain the last two.
--
-- KEYS 1 index of processes  2 prefix of an instance  3 prefix of what is wanted of one (both + its name)
-- ARGV 1 name  2 out or in  3 how long it is wanted, in ms  4 what instances begin with in the index
-- Result ok; same when it is so already; unknown; last

local wanted = function(name) return redis.call('GET', KEYS[3] .. name) end
local isLeaving = function(name, run)
  local want = wanted(name)
  if want == 'out:' .. run then return true end
  if want == 'in:' .. run then return false end
  return redis.call('HGET', KEYS[2] .. name, 'draining') == '1'
end

local name = ARGV[1]
local run = redis.call('HGET', KEYS[2] .. name, 'run')
if not run then return 'unknown' end
if isLeaving(name, run) == (ARGV[2] == 'out') then return 'same' end

if ARGV[2] == 'out' then
  local others = 0
  for _, process in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local isInstance = string.sub(process, 1, #ARGV[4]) == ARGV[4]
    local other = string.sub(process, #ARGV[4] + 1)
    if isInstance and other ~= name then
      local lease = redis.call('HMGET', KEYS[2] .. other, 'run', 'ready')
      if lease[1] and lease[2] == '1' and not isLeaving(other, lease[1]) then others = others + 1 end
    end
  end
  if others == 0 then return 'last' end
end

redis.call('SET', KEYS[3] .. name, ARGV[2] .. ':' .. run, 'PX', ARGV[3])
return 'ok'
