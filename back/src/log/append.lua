-- Checks, dedupes, numbers, appends and publishes one event, in that order: Lua does not roll back.
--
-- KEYS 1 meta  2 log  3 members  4 reads  5 reads:dirty  6 dedupe key of (actor, clientId)  7 the shard's dirty set
-- ARGV 1 runId of the server that the caller is connected to
--      2 roomId  3 actorId  4 clientId  5 type  6 data as JSON, passed through untouched  7 digest of the request
--      8 '1' if decided in PostgreSQL already: no membership, limit or backlog check
--      9 when the clientId says that it was made (ms, 0 if it does not), or 'checked:<epoch>' when PostgreSQL was asked
--        in that epoch, and does not know it
--      10 tokens of the room's bucket  11 its refill per ms  12 backlog limit
--      13 userId whose standing changes, or ''  14 that standing
-- Result {status, epoch, seq, ordinal, at, persisted, '1' if the shard was clean before}
--   ok | again (the first result of this clientId) | old (a newer standing stands) |
--   epoch (open a new one first) | {lookup, epoch} (ask PostgreSQL for the clientId first) |
--   conflict | gone | stranger | backlog | {muted, until ms} | {limited, wait ms}

local function int(n) return string.format('%.0f', n) end

-- ISO 8601 from milliseconds; days to a date as in Howard Hinnant's "chrono-compatible low-level date algorithms".
local function iso(ms)
  local s = math.floor(ms / 1000)
  local z = math.floor(s / 86400) + 719468
  local era = math.floor(z / 146097)
  local doe = z - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', year, month, doy - math.floor((153 * mp + 2) / 5) + 1,
    math.floor(s / 3600) % 24, math.floor(s / 60) % 60, s % 60, ms % 1000)
end

local meta = redis.call('HMGET', KEYS[1], 'runId', 'epoch', 'epochAt', 'seq', 'ordinal', 'persisted', 'gone', 'tokens', 'tokensAt', 'start')
if meta[1] ~= ARGV[1] then return {'epoch'} end
local epoch, seq, ordinal, persisted = meta[2], tonumber(meta[4]), tonumber(meta[5]), meta[6]

local seen = redis.call('GET', KEYS[6])
if seen then
  local e, s, o, ms, digest = string.match(seen, '^(%d+):(%d+):(%d+):(%d+):(.*)$')
  if digest ~= ARGV[7] then return {'conflict'} end
  return {'again', e, s, o, iso(tonumber(ms)), persisted, '0'}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local decided = ARGV[8] == '1'
if not decided and ARGV[9] ~= 'checked:' .. epoch then
  -- Its dedupe key may be gone: made over half an hour ago, or before an epoch that may have begun with a loss.
  -- A client's clock may be a minute ahead; one that is more says nothing about the id's age.
  local made = tonumber(ARGV[9])
  -- What PostgreSQL said in an earlier epoch says nothing: more may have been stored, and lost here, since.
  local lossy = not made or epoch ~= '1' and made < tonumber(meta[3]) + 60000
  if lossy or made < now - 1800000 or made > now + 60000 then return {'lookup', epoch} end
end
local tokens
if not decided then
  if meta[7] then return {'gone'} end
  local role, muted = string.match(redis.call('HGET', KEYS[3], ARGV[3]) or '', '^%d+:(%a+):(%d+)$')
  if not role then return {'stranger'} end
  if tonumber(muted) > now then return {'muted', muted} end
  if seq - math.max(tonumber(persisted), tonumber(meta[10])) >= tonumber(ARGV[12]) then return {'backlog'} end
  local full, refill = tonumber(ARGV[10]), tonumber(ARGV[11])
  tokens = math.min(full, (tonumber(meta[8]) or full) + math.max(0, now - (tonumber(meta[9]) or now)) * refill)
  if tokens < 1 then return {'limited', int(math.ceil((1 - tokens) / refill))} end
elseif ARGV[13] ~= '' then
  local version = string.match(redis.call('HGET', KEYS[3], ARGV[13]) or '', '^(%d+):')
  if version and tonumber(version) > tonumber(string.match(ARGV[14], '^(%d+):')) then
    return {'old', epoch, meta[4], meta[5], iso(now), persisted, '0'}
  end
end

-- Everything is allowed: from here on only writes.
local sent = ARGV[5] == 'message.sent'
seq = seq + 1
if sent then ordinal = ordinal + 1 end
local at, s, o = iso(now), int(seq), int(ordinal)
local event = '{"roomId":"' .. ARGV[2] .. '","epoch":' .. epoch .. ',"seq":' .. s .. ',"ordinal":' .. o ..
  ',"at":"' .. at .. '","type":"' .. ARGV[5] .. '","actorId":"' .. ARGV[3] .. '","clientId":"' .. ARGV[4] ..
  '","data":' .. ARGV[6] .. '}'
-- The first event of an epoch tells the worker that seqs before it were skipped.
local first = seq == tonumber(meta[10]) + 1 and '1' or '0'
redis.call('XADD', KEYS[2], s .. '-0', 'e', event, 'c', ARGV[3] .. ':' .. ARGV[4], 'h', ARGV[7], 'f', first)
-- No expiry before the event is persisted: until then this key alone knows that it was accepted.
redis.call('SET', KEYS[6], epoch .. ':' .. s .. ':' .. o .. ':' .. int(now) .. ':' .. ARGV[7])
if tokens then
  redis.call('HSET', KEYS[1], 'seq', s, 'ordinal', o, 'tokens', tostring(tokens - 1), 'tokensAt', int(now))
else
  redis.call('HSET', KEYS[1], 'seq', s, 'ordinal', o)
end
if sent then
  local version = int(redis.call('HINCRBY', KEYS[1], 'reads', 1))
  redis.call('HSET', KEYS[4], ARGV[3], s .. ':' .. o)
  redis.call('HSET', KEYS[5], ARGV[3], s .. ':' .. o .. ':' .. version)
end
if ARGV[13] ~= '' then
  redis.call('HSET', KEYS[3], ARGV[13], ARGV[14])
  redis.call('HINCRBY', KEYS[1], 'members', 1)
  -- What was said before someone came counts as read.
  if ARGV[5] == 'member.joined' then redis.call('HSETNX', KEYS[4], ARGV[13], s .. ':' .. o) end
end
if ARGV[5] == 'room.deleted' then redis.call('HSET', KEYS[1], 'gone', '1') end
local dirtied = redis.call('SADD', KEYS[7], ARGV[2]) == 1 and redis.call('SCARD', KEYS[7]) == 1
-- Published from inside the script, so that the order of delivery is the order of seq for every instance.
-- The frame is that of @socket.io/redis-adapter with a JSON parser.
redis.call('PUBLISH', 'socket.io#/#room:' .. ARGV[2] .. '#', '["log",{"type":2,"data":["room:events",[' .. event ..
  ']],"nsp":"/"},{"rooms":["room:' .. ARGV[2] .. '"],"except":[],"flags":{}}]')
return {'ok', epoch, s, o, at, persisted, dirtied and '1' or '0'}
