import fc, { type Arbitrary } from 'fast-check';
import type { FuzzedRequest } from './requests.ts';

type Mutation = (request: FuzzedRequest) => Arbitrary<FuzzedRequest>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrongTexts = [
  '',
  ' ',
  '\u0000',
  '\uFFFD',
  '\uD800',
  'Ａb12345-ovh',
  '\u202Eab12345-ovh',
  'ab12345-ovh\n',
  '👩‍👩‍👧‍👦',
  '../..',
  "'; --",
  '__proto__',
  '%00',
  'ab12345-ovh-1,ab12345-ovh-2',
  '9999999999999999999999',
  '1970-01-01T00:00:00Z',
  '2026-02-30T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-03-01T08:00:00.000+02:00',
];
const wrongValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [null],
  { $gt: '' },
  'x'.repeat(501),
  'x'.repeat(2_000),
  ...wrongTexts,
];

const changedText = (text: string): Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...wrongTexts),
    fc.constantFrom(`${text}x`, text.slice(0, -1), text.toUpperCase(), ` ${text}`, text + '9'.repeat(300)),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

/** Values near a value: of another type, beyond a boundary, twice in a list. */
function near(value: unknown): Arbitrary<unknown> {
  const others = fc.constantFrom(...wrongValues);
  if (typeof value === 'string') return fc.oneof(changedText(value), others);
  if (typeof value === 'number')
    return fc.oneof(fc.constantFrom(value - 1, value + 1, -value, value / 2, String(value)), others);
  if (Array.isArray(value)) return fc.oneof(nearList(value), others);
  if (isRecord(value))
    return fc.oneof({ weight: 4, arbitrary: nearRecord(value) }, { weight: 1, arbitrary: others });
  return others;
}

function nearList(list: readonly unknown[]): Arbitrary<unknown> {
  const [first] = list;
  if (first === undefined) return fc.constantFrom<unknown>([null], ['x'], [[]]);
  const many = Array.from({ length: 101 }, () => first);
  return fc.oneof(
    fc.constantFrom<unknown>([], [...list, first], [...list, null], many, { 0: first }),
    near(first).map((changed) => [changed, ...list.slice(1)]),
  );
}

function nearRecord(record: Record<string, unknown>): Arbitrary<unknown> {
  const names = Object.keys(record);
  const extra = fc
    .constantFrom(
      'x',
      'nic',
      'contacts',
      'Contacts',
      'toString',
      '__proto__',
      'constructor',
      '',
      'x'.repeat(600),
    )
    .map((name) => Object.fromEntries([...Object.entries(record), [name, 1]]));
  if (names.length === 0) return extra;
  const one = fc.constantFrom(...names);
  const dropped = one.map((name) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => key !== name)),
  );
  const changed = one.chain((name) => near(record[name]).map((value) => ({ ...record, [name]: value })));
  return fc.oneof(
    { weight: 1, arbitrary: extra },
    { weight: 1, arbitrary: dropped },
    { weight: 4, arbitrary: changed },
  );
}

const nearTexts = (values: Readonly<Record<string, string>>): Arbitrary<Record<string, string>> =>
  nearRecord(values).map((changed) =>
    Object.fromEntries(
      Object.entries(isRecord(changed) ? changed : {}).map(([name, value]) => [name, textOf(value)]),
    ),
  );

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const changedBody: Mutation = (fuzzed) =>
  near(fuzzed.request.body).map((body) => ({ ...fuzzed, request: { ...fuzzed.request, body } }));

const changedParams: Mutation = (fuzzed) =>
  nearTexts(fuzzed.request.params).map((params) => ({ ...fuzzed, request: { ...fuzzed.request, params } }));

const changedQuery: Mutation = (fuzzed) => {
  const { query } = fuzzed.request;
  const more = fc.constantFrom('limit', 'cursor', 'state', 'dryRun', 'role', 'nic', 'party');
  const added = fc
    .tuple(more, fc.oneof(fc.constantFrom('0', '1', '100', '101', '01', 'true', 'x'), changedText('50')))
    .map(([name, value]) => ({ ...query, [name]: value }));
  return fc
    .oneof(added, nearTexts(query))
    .map((changed) => ({ ...fuzzed, request: { ...fuzzed.request, query: changed } }));
};

const changedHeaders: Mutation = (fuzzed) =>
  fc
    .constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=iso-8859-1' },
      { 'content-type': 'application/json ; charset=utf-8' },
      { 'content-type': 'application/merge-patch+json' },
      { 'content-type': '' },
      { 'content-type': 'application/json, application/json' },
      { 'idempotency-key': '' },
      { 'idempotency-key': 'a b' },
      { 'idempotency-key': 'é' },
      { 'idempotency-key': 'k'.repeat(256) },
      { 'idempotency-key': 'one,two' },
      { 'if-none-match': '*' },
      { accept: 'text/html' },
    )
    .map((headers) => ({
      ...fuzzed,
      request: { ...fuzzed.request, headers: { ...fuzzed.request.headers, ...headers } },
    }));

/** The body in another encoding, cut off, or of another form of JSON. */
const changedEncoding: Mutation = (fuzzed) => {
  const text = JSON.stringify(fuzzed.request.body ?? {});
  const plain = (raw: string) => ({ text: raw, isBase64Encoded: false });
  const bytes = (...parts: readonly (Buffer | string)[]) => ({
    text: Buffer.concat(parts.map((part) => Buffer.from(part))).toString('base64'),
    isBase64Encoded: true,
  });
  return fc
    .constantFrom(
      plain(text.slice(0, -1)),
      plain(`${text}x`),
      plain(`\uFEFF${text}`),
      plain(text.replaceAll('"', "'")),
      plain('[]'),
      plain('null'),
      plain('"text"'),
      plain('{"a":1,"a":2}'),
      plain(`${'['.repeat(5_000)}${']'.repeat(5_000)}`),
      plain(' '.repeat(70_000)),
      plain(JSON.stringify({ reason: 'x'.repeat(66_000) })),
      bytes(text),
      bytes(Buffer.from(text, 'utf16le')),
      bytes(text.slice(0, -1), Buffer.from([0x22, 0xc3, 0x28, 0x22]), '}'),
      bytes(Buffer.from([0xff, 0xfe, 0x00])),
      { text: '%%%', isBase64Encoded: true },
    )
    .map((raw) => ({ ...fuzzed, request: { ...fuzzed.request, body: undefined, ...raw } }));
};

/** The same request with one thing changed. It may be valid still. */
export function nearlyValid(fuzzed: FuzzedRequest): Arbitrary<FuzzedRequest> {
  const { body, params, query } = fuzzed.request;
  const mutations: Mutation[] = [
    ...(body === undefined ? [] : [changedBody, changedBody, changedBody, changedEncoding]),
    ...(Object.keys(params).length === 0 ? [] : [changedParams]),
    ...(Object.keys(query).length === 0 ? [] : [changedQuery]),
    changedQuery,
    changedHeaders,
  ];
  return fc.oneof(...mutations.map((mutation) => mutation(fuzzed)));
}
