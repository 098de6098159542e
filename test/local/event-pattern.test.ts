import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../infra/local/cloudformation/json.ts';
import { compilePattern } from '../../infra/local/eventbridge/event-pattern.ts';

function matches(pattern: JsonObject, event: JsonObject): boolean {
  return compilePattern(pattern)(event);
}

const cases: [name: string, pattern: JsonObject, fitting: JsonObject[], other: JsonObject[]][] = [
  ['a text', { a: ['x', 'y'] }, [{ a: 'x' }, { a: 'y' }, { a: ['z', 'y'] }], [{ a: 'z' }, { a: 1 }, {}]],
  ['an empty text', { a: [''] }, [{ a: '' }], [{ a: 'x' }, { a: null }, {}]],
  ['null', { a: [null] }, [{ a: null }], [{ a: '' }, {}]],
  ['a number', { a: [300] }, [{ a: 300 }], [{ a: '300' }, { a: 301 }]],
  ['a truth value', { a: [true] }, [{ a: true }], [{ a: false }, { a: 'true' }]],
  ['fields together', { a: ['x'], b: ['y'] }, [{ a: 'x', b: 'y', c: 1 }], [{ a: 'x' }, { a: 'x', b: 'x' }]],
  ['a field within', { a: { b: ['x'] } }, [{ a: { b: 'x' } }], [{ a: 'x' }, { b: 'x' }, {}]],
  [
    'fields of one element of a list',
    { a: { b: ['x'], c: ['y'] } },
    [{ a: [{ b: 'z' }, { b: 'x', c: 'y' }] }],
    [
      {
        a: [
          { b: 'x', c: 'z' },
          { b: 'z', c: 'y' },
        ],
      },
      { a: [{ c: 'y' }, { b: 'x' }] },
    ],
  ],
  ['prefix', { a: [{ prefix: 'us-' }] }, [{ a: 'us-east-1' }], [{ a: 'eu-us-' }, { a: 'US-east-1' }]],
  [
    'prefix of any case',
    { a: [{ prefix: { 'equals-ignore-case': 'Us-' } }] },
    [{ a: 'uS-1' }],
    [{ a: 'eu' }],
  ],
  ['suffix', { a: [{ suffix: '.png' }] }, [{ a: 'b.png' }], [{ a: 'b.png.gz' }, { a: 'b.PNG' }]],
  [
    'suffix of any case',
    { a: [{ suffix: { 'equals-ignore-case': '.Png' } }] },
    [{ a: 'b.pNG' }],
    [{ a: 'b' }],
  ],
  ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'aLice' }] }, [{ a: 'ALICE' }], [{ a: 'alices' }]],
  [
    'wildcard',
    { a: [{ wildcard: 'dir/*.png' }] },
    [{ a: 'dir/b.png' }, { a: 'dir/b/c.png' }, { a: 'dir/.png' }],
    [{ a: 'dir/bxpng' }, { a: 'x/dir/b.png' }],
  ],
  ['wildcard with escapes', { a: [{ wildcard: String.raw`\*\\*` }] }, [{ a: String.raw`*\b` }], [{ a: 'b' }]],
  ['anything-but', { a: [{ 'anything-but': 'x' }] }, [{ a: 'y' }, { a: 5 }, { a: null }], [{ a: 'x' }, {}]],
  ['anything-but of several', { a: [{ 'anything-but': [1, 2] }] }, [{ a: 3 }, { a: [1, 3] }], [{ a: 2 }]],
  [
    'anything-but prefix',
    { a: [{ 'anything-but': { prefix: ['us-', 'eu-'] } }] },
    [{ a: 'ap-1' }, { a: 5 }],
    [{ a: 'us-1' }, { a: 'eu-1' }],
  ],
  ['anything-but suffix', { a: [{ 'anything-but': { suffix: '.png' } }] }, [{ a: 'b' }], [{ a: 'b.png' }]],
  [
    'anything-but of any case',
    { a: [{ 'anything-but': { 'equals-ignore-case': ['New', 'old'] } }] },
    [{ a: 'newer' }],
    [{ a: 'NEW' }, { a: 'Old' }],
  ],
  [
    'anything-but wildcard',
    { a: [{ 'anything-but': { wildcard: '*/lib/*' } }] },
    [{ a: '/bin/x' }],
    [{ a: '/lib/x' }],
  ],
  ['numeric', { a: [{ numeric: ['=', 3] }] }, [{ a: 3 }], [{ a: '3' }, { a: 2 }]],
  [
    'a numeric range',
    { a: [{ numeric: ['>', 0, '<=', 5] }] },
    [{ a: 5 }, { a: 0.1 }],
    [{ a: 0 }, { a: 5.1 }, { a: null }],
  ],
  ['at least', { a: [{ numeric: ['>=', 3] }] }, [{ a: 3 }], [{ a: 2.9 }]],
  ['less than', { a: [{ numeric: ['<', 3] }] }, [{ a: 2.9 }], [{ a: 3 }]],
  ['exists', { a: [{ exists: true }] }, [{ a: null }, { a: '' }], [{}, { a: { b: 1 } }, { a: [] }]],
  ['no such field', { a: [{ exists: false }] }, [{}, { a: { b: 1 } }], [{ a: null }, { a: ['x'] }]],
  [
    'absent within',
    { a: { b: [{ exists: false }] } },
    [{}, { a: {} }],
    [{ a: { b: 1 } }, { a: [{ b: 1 }, {}] }],
  ],
  ['absent or a value', { a: [{ exists: false }, 'x'] }, [{}, { a: 'x' }], [{ a: 'y' }]],
  ['cidr', { a: [{ cidr: '10.0.0.0/24' }] }, [{ a: '10.0.0.255' }], [{ a: '10.0.1.0' }, { a: 'x' }]],
  ['cidr of version 6', { a: [{ cidr: '2001:db8::/32' }] }, [{ a: '2001:db8::1' }], [{ a: '2001:db9::1' }]],
  [
    '$or beside a field',
    { s: ['x'], $or: [{ a: ['1'] }, { b: { c: [{ numeric: ['>', 1] }] } }] },
    [
      { s: 'x', a: '1' },
      { s: 'x', b: { c: 2 } },
    ],
    [{ s: 'y', a: '1' }, { s: 'x', a: '2', b: { c: 1 } }, { s: 'x' }],
  ],
];

describe('a pattern of', () => {
  test.each(cases)('%s', (_name, pattern, fitting, other) => {
    expect(fitting.filter((event) => !matches(pattern, event))).toEqual([]);
    expect(other.filter((event) => matches(pattern, event))).toEqual([]);
  });
});

test.each<[pattern: JsonObject, message: string]>([
  [{}, 'event pattern is empty'],
  [{ a: {} }, 'event pattern: a is empty'],
  [{ a: [] }, 'event pattern: a is an empty list'],
  [{ a: 'x' }, 'event pattern: a needs a list'],
  [{ a: [['x']] }, 'a list within a list'],
  [{ a: [{ regex: 'x' }] }, 'event pattern: a: regex is not an operator'],
  [{ a: [{}] }, 'exactly one operator'],
  [{ a: [{ prefix: 'x', suffix: 'y' }] }, 'exactly one operator'],
  [{ a: [{ prefix: 5 }] }, 'prefix needs a text'],
  [{ a: [{ prefix: { wildcard: 'x' } }] }, 'prefix: wildcard is not an operator'],
  [{ a: [{ wildcard: 'x**' }] }, 'consecutive wildcards'],
  [{ a: [{ wildcard: String.raw`\x` }] }, 'invalid escape'],
  [{ a: [{ 'anything-but': [] }] }, 'anything-but needs texts or numbers'],
  [{ a: [{ 'anything-but': ['x', 1] }] }, 'anything-but needs texts or numbers'],
  [{ a: [{ 'anything-but': [true] }] }, 'anything-but needs texts or numbers'],
  [{ a: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] }, 'cidr is not an operator'],
  [{ a: [{ numeric: [] }] }, 'numeric needs a list'],
  [{ a: [{ numeric: ['!=', 1] }] }, 'is not a comparison'],
  [{ a: [{ numeric: ['>', '1'] }] }, 'is not a number'],
  [{ a: [{ numeric: ['>', 6e9] }] }, 'is not a number'],
  [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'a lower limit and then an upper one'],
  [{ a: [{ numeric: ['>', 5, '<', 5] }] }, 'a lower limit and then an upper one'],
  [{ a: [{ numeric: ['>', 1, '<', 2, '<', 3] }] }, 'a lower limit and then an upper one'],
  [{ a: [{ exists: 'yes' }] }, 'exists needs true or false'],
  [{ a: [{ cidr: '10.0.0.0/33' }] }, 'is not a range of addresses'],
  [{ a: [{ cidr: '10.0.0.0' }] }, 'is not a range of addresses'],
  [{ $or: [{ a: ['x'] }] }, '$or needs at least two patterns'],
  [{ $or: { a: ['x'] } }, '$or needs at least two patterns'],
  [{ $or: ['x', 'y'] }, '$or needs patterns'],
  [{ a: ['x'.repeat(2048)] }, 'more than 2048 characters'],
])('pattern %# is refused', (pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(message);
  expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ name: 'Refusal' }));
});
