-- A process says that it lives, and hears what is wanted of it.
--
-- KEYS 1 index (zset: process → when its lease ends, in ms)  2 the process (hash: run, ready, draining, said)
--      3 what is wanted of it (string `out:<run>` or `in:<run>`)
-- ARGV 1 process  2 its lease in ms  3 its run  4 ready (1 or 0)  5 draining (1 or 0)  6 what it says of itself
-- Result what is wanted of it, '' for nothing

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
redis.call('HSET', KEYS[2], 'run', ARGV[3], 'ready', ARGV[4], 'draining', ARGV[5], 'said', ARGV[6])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
return redis.call('GET', KEYS[3]) or ''
