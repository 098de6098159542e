import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../../clients/cli/files/open-table.ts';
import { accountTable, groupTable, pairTable, serviceTable } from '../../../clients/cli/files/tables.ts';
import { UnreadableFile } from '../../../clients/cli/files/unreadable-file.ts';
import { encode, everyRow, fileOf, forms } from '../../support/files.ts';

const groups = async (content: string | Uint8Array) =>
  everyRow((await openTable(fileOf(content), groupTable)).rows());
const services = async (content: string | Uint8Array, country?: 'FR') =>
  everyRow((await openTable(fileOf(content), serviceTable(country))).rows());

const values = {
  groupId: 'ab12345-ovh-1',
  description: 'Siège d’été, 3 €;\tœuf',
  administration: 'ab12345-ovh',
  technical: 'cd67890-ovh',
  billing: 'ef24680-ovh',
};
const english = ['groupId', 'description', 'administration', 'technical', 'billing'];
const french = [
  'Groupe',
  'LIBELLÉ',
  'contact administratif',
  '"Contact Technique"',
  'contact de  facturation',
];
const cells = ['ab12345-ovh-1', `"${values.description}"`, 'ab12345-ovh', ' cd67890-ovh', 'ef24680-ovh '];

describe('a file', () => {
  const cases = forms.flatMap((form) =>
    [',', ';', '\t'].flatMap((delimiter) =>
      ['\n', '\r\n', '\r'].flatMap((end) =>
        [english, french].map((titles) => ({
          form,
          delimiter,
          end,
          titles,
          name: JSON.stringify({ delimiter, end, title: titles[0] }),
        })),
      ),
    ),
  );
  it.for(cases)('is read in $form with $name', async ({ form, delimiter, end, titles }) => {
    const text = [titles, cells].map((line) => line.join(delimiter)).join(end);
    for (const tail of ['', end, end + delimiter.repeat(4) + end + end]) {
      expect(await groups(encode(text + tail, form))).toMatchObject([{ row: 2, ok: true, values }]);
    }
  });

  it('may have its columns in any order, empty ones at the end, and rows that are shorter', async () => {
    const text = 'to,roles,from,reason,,\ncd1-ovh,billing,ab1-ovh\n"cd2-ovh",technical,ab2-ovh,moved,,\n';
    const { rows } = await openTable(fileOf(text), pairTable);
    expect(await everyRow(rows())).toMatchObject([
      { row: 2, values: { from: 'ab1-ovh', to: 'cd1-ovh', roles: ['billing'] } },
      { row: 3, values: { from: 'ab2-ovh', to: 'cd2-ovh', roles: ['technical'], reason: 'moved' } },
    ]);
  });

  it('counts rows as a spreadsheet does: blank ones, and a line break in a cell within its row', async () => {
    const text =
      `\n${english.join()}\nab1-ovh-1,"two\nlines",ab1-ovh,ab1-ovh,ab1-ovh\n\n` +
      ',,,,\nab1-ovh-2,,ab1-ovh,ab1-ovh,ab1-ovh';
    expect(await groups(text)).toMatchObject([
      { row: 3, values: { description: 'two\nlines' } },
      { row: 6, values: { groupId: 'ab1-ovh-2' } },
    ]);
  });

  it('may name its delimiter in a first line, as Excel reads it', async () => {
    expect(await groups(`sep=;\r\n${english.join(';')}\r\n${cells.join(';')}`)).toMatchObject([{ values }]);
  });

  it('says what it was taken for', async () => {
    const text = 'nic;voip validé;solde (centimes);état\nab1-ovh;oui;-1\u00A0200;ouvert\n';
    const table = await openTable(fileOf(encode(text, 'windows-1252')), accountTable);
    expect(table).toMatchObject({ encoding: 'windows-1252', delimiter: ';', rowCount: 1 });
    const account = { nic: 'ab1-ovh', voipValidated: true, balanceCents: -1200, status: 'open' };
    expect(await everyRow(table.rows())).toMatchObject([{ values: account }]);
  });

  it('of Windows-1252 is known by one byte at its end', async () => {
    const long = `${english.join()}\n${`${cells.join()}\n`.repeat(2_000)}`.replaceAll(/[^\n -~]/g, '');
    const bytes = Buffer.concat([
      Buffer.from(`${long}ab1-ovh-1,`),
      Buffer.from([0xe9]),
      Buffer.from(',a,b,c'),
    ]);
    expect(await openTable(fileOf(bytes), groupTable)).toMatchObject({
      encoding: 'windows-1252',
      rowCount: 2001,
    });
  });
});

describe('a file of the wrong form is refused before any row is read:', () => {
  const good = `${english.join()}\n${cells.join()}\n`;
  it.for<[code: string, content: string | Uint8Array, message: RegExp]>([
    ['workbook', Buffer.from('PK\u0003\u0004…'), /Save the sheet as “CSV UTF-8”/],
    ['not-text', Buffer.from(good, 'utf16le'), /is not a text file/],
    [
      'not-text',
      Buffer.concat([encode(good, 'utf-8 with a mark'), Buffer.from([0xe9])]),
      /is not a text file/,
    ],
    ['not-text', encode(good, 'utf-16le').subarray(0, -1), /is not a text file/],
    ['no-header', '', /is empty/],
    ['no-header', '\r\n,,\r\n', /is empty/],
    ['unknown-column', good.replace('description', 'Comment'), /“Comment”.*The columns are groupId, desc/],
    ['column-missing', 'groupId,technical\na,b\n', /column administration, billing is missing/],
    ['column-twice', good.replace('description', 'groupe'), /“groupId” and “groupe” are both/],
    ['row-too-long', `${good}ab1-ovh-1,a,b,c,d,e\n`, /, row 3: has 6 cells, and the header has 5/],
    ['quote-not-closed', `${good}ab1-ovh-1,"a,b,c,d\n`, /, row 3: .* none closes it/],
    ['quote-not-closed', `${good}ab1-ovh-1,"a,b,c,d\n${good.repeat(2_000).replaceAll('"', '')}`, /, row 3: /],
    ['stray-quote', `${good}ab1-ovh-1,the "big" office,b,c,d\n`, /, row 3: .* Write it twice/],
    ['stray-quote', `${good}ab1-ovh-1,"the" office,b,c,d\n`, /, row 3: .* Write it twice/],
  ])('%s', async ([code, content, message]) => {
    const refused = openTable(fileOf(content, 'groups.csv'), groupTable);
    await expect(refused).rejects.toThrow(UnreadableFile);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining('groups.csv') });
  });

  it('no-such-file', async () => {
    await expect(openTable('no/such.csv', groupTable)).rejects.toMatchObject({ code: 'no-such-file' });
  });
});

describe('a row', () => {
  it('that is wrong costs only itself, and says where and what to do', async () => {
    const text =
      'Groupe;Numéro;Type\nab1-ovh-1;3,3972E+10;ligne\nab1-ovh-1;0033972101234;ligne\n;33972101234;fax\n';
    expect(await services(text)).toEqual([
      {
        row: 2,
        ok: false,
        errors: [
          {
            column: 'Numéro',
            given: '3,3972E+10',
            code: 'rounded-by-spreadsheet',
            detail: expect.stringContaining('In Excel'),
          },
        ],
      },
      {
        row: 3,
        ok: true,
        values: { groupId: 'ab1-ovh-1', serviceId: '0033972101234', kind: 'line' },
        normalized: [],
      },
      {
        row: 4,
        ok: false,
        errors: [
          { column: 'Groupe', given: '', code: 'empty', detail: 'The cell is empty. Fill it.' },
          {
            column: 'Numéro',
            given: '33972101234',
            code: 'zeros-lost',
            detail: expect.stringContaining('Excel'),
          },
          { column: 'Type', given: 'fax', code: 'not-a-kind', detail: 'Write line or number.' },
        ],
      },
    ]);
  });

  it('says what was read otherwise than written', async () => {
    const text = 'groupId,serviceId,kind\nAB1-OVH-1,09 72 10 12 34,LIGNE\n';
    expect(await services(text, 'FR')).toMatchObject([
      {
        values: { groupId: 'ab1-ovh-1', serviceId: '0033972101234', kind: 'line' },
        normalized: [
          { column: 'groupId', given: 'AB1-OVH-1', value: 'ab1-ovh-1' },
          { column: 'serviceId', given: '09 72 10 12 34', value: '0033972101234' },
        ],
      },
    ]);
  });

  it('is judged by the limits of the API', async () => {
    const text = `nic,voipValidated,balanceCents,status,email,name\nab1-ovh,x,1.5,open,nobody,${'n'.repeat(101)}\n`;
    const { rows } = await openTable(fileOf(text), accountTable);
    const [row] = await everyRow(rows());
    expect(row).toMatchObject({
      errors: [
        { column: 'balanceCents', code: 'not-whole-cents' },
        { column: 'name', code: 'validation-failed' },
        { column: 'email', code: 'validation-failed', detail: 'must be an email address' },
      ],
    });
  });

  it('names roles, groups and a time as people write them', async () => {
    const text =
      'de;à;rôles;groupes;début\nab1-ovh;cd1-ovh;Technique + facturation;AB1-OVH-2 ' +
      'ab1-ovh-1|ab1-ovh-2;2026-03-01T09:00:00+01:00\n' +
      'ab1-ovh;cd1-ovh;chef;ab1-ovh;01/03/2026\n';
    const { rows } = await openTable(fileOf(text), pairTable);
    expect(await everyRow(rows())).toMatchObject([
      {
        values: {
          roles: ['technical', 'billing'],
          groups: ['ab1-ovh-1', 'ab1-ovh-2'],
          runAt: '2026-03-01T08:00:00.000Z',
        },
      },
      { errors: [{ code: 'not-roles' }, { code: 'not-group-ids' }, { code: 'not-a-time' }] },
    ]);
  });
});

it('Whatever bytes a file has, it is read or refused by a code', async () => {
  const pieces = fc.constantFrom(
    '"',
    ',',
    ';',
    '\n',
    '\r\n',
    '\t',
    ' ',
    "'",
    '=',
    'é',
    '0033972101234',
    '\u0000',
  );
  const body = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 });
  const content = fc.oneof(
    body.map((parts) => Buffer.from(`groupId;serviceId;kind\n${parts.join('')}`)),
    fc.uint8Array({ maxLength: 100 }),
  );
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      const read = await services(bytes).catch((error: unknown) => error);
      expect(Array.isArray(read) || read instanceof UnreadableFile).toBe(true);
    }),
    { numRuns: 300 },
  );
});
