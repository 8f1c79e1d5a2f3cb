-- Moves a member's read cursor.
--
-- KEYS 1 meta  2 reads  3 reads:dirty  4 the shard's dirty set  5 members
-- ARGV 1 roomId  2 userId  3 seq  4 ordinal at that seq  5 '1' to let it fall too (mark unread from here)
-- Result {readSeq, readOrdinal, '1' if it moved, '1' if the shard was clean before}; nothing for who is no member

if not string.match(redis.call('HGET', KEYS[5], ARGV[2]) or '', '^%d+:%a+:') then return false end
local seq, ordinal = string.match(redis.call('HGET', KEYS[2], ARGV[2]) or '0:0', '^(%d+):(%d+)$')
local to = tonumber(ARGV[3])
if to == tonumber(seq) or (to < tonumber(seq) and ARGV[5] ~= '1') then return {seq, ordinal, '0', '0'} end
local version = string.format('%.0f', redis.call('HINCRBY', KEYS[1], 'reads', 1))
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3] .. ':' .. ARGV[4])
redis.call('HSET', KEYS[3], ARGV[2], ARGV[3] .. ':' .. ARGV[4] .. ':' .. version)
local dirtied = redis.call('SADD', KEYS[4], ARGV[1]) == 1 and redis.call('SCARD', KEYS[4]) == 1
return {ARGV[3], ARGV[4], '1', dirtied and '1' or '0'}
