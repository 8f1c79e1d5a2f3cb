import fc, { type Arbitrary } from 'fast-check'

/** JSON that may be anything at all, and sometimes is what breaks careless code. */
export const anyJson: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.json({ maxDepth: 2, depthSize: 'small' }) },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', '""', '0', '[]', '{}', '[[]]', '[null]') },
  fc.constantFrom('-1', '1.5', '1e308', '9007199254740993', '1e999', '-0', '"\\u0000"', '"\\ud800"'),
  fc.constantFrom(
    '{"__proto__":{"roomId":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"toString":null,"valueOf":null,"toJSON":1,"then":1,"length":-1}',
    '{"_placeholder":true,"num":0}',
    '{"_placeholder":true,"num":"__proto__"}',
  ),
  fc.integer({ min: 1, max: 3_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 1, max: 3_000 }).map((depth) => '{"a":'.repeat(depth) + '0' + '}'.repeat(depth)),
  fc.integer({ min: 1, max: 4_500 }).map((length) => JSON.stringify('𝒜'.repeat(length))),
)

/** Text that ends in the middle, or never was JSON. */
export const brokenJson: Arbitrary<string> = fc.oneof(
  fc.tuple(anyJson, fc.nat(40)).map(([json, cut]) => json.slice(0, Math.max(1, json.length - 1 - cut))),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('[', '{', '"', '[1,]', "{'a':1}", 'NaN', 'undefined', '[]]', '\u2028', '\ufeff[]'),
)
