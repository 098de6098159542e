import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteOrderMark, csvLine } from '../../../clients/cli/files/csv-line.ts';
import { unescapeFormula } from '../../../clients/cli/files/formula-cells.ts';
import { openTable } from '../../../clients/cli/files/open-table.ts';
import { groupTable } from '../../../clients/cli/files/tables.ts';
import { readRecords } from '../../../clients/cli/files/records.ts';
import { everyRow, fileOf } from '../../support/files.ts';

it.for(['=1+1', '+33972101234', '-5', '@SUM(A1)', '\tx', '\rx', '＝1', "'=1"])(
  '%j is shown as a text',
  (cell) => {
    expect(csvLine([cell, 'b']).replace('"', '').startsWith(`'${cell}`)).toBe(true);
  },
);

it('Other cells stay as they are, and a line ends as Excel ends it', () => {
  expect(csvLine([7, 'a b', "'x", 'ab1-ovh'])).toBe("7,a b,'x,ab1-ovh\r\n");
});

it('What was written is read again as it was', async () => {
  const cell = fc
    .array(
      fc.constantFrom("'", '=', '+', '-', '@', '"', ',', ';', '\n', '\r\n', 'é', 'a', '\u{1F600}', ' '),
      {
        minLength: 1,
      },
    )
    .map((parts) => `${parts.join('').trim()}.`);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
      async (rows) => {
        const text = rows.map((row) => csvLine(row)).join('');
        const read = await everyRow(
          readRecords(
            '',
            (async function* () {
              yield text;
            })(),
            ',',
          ),
        );
        expect(read.map(({ cells }) => cells.map(unescapeFormula))).toEqual(rows);
      },
    ),
    { numRuns: 200 },
  );
});

it('A file that was written is a file that can be read', async () => {
  const text = ['groupId', 'description', 'administration', 'technical', 'billing'];
  const cells = ['ab1-ovh-1', '=SUM(1, "2")', 'ab1-ovh', 'ab1-ovh', 'ab1-ovh'];
  const { rows } = await openTable(fileOf(byteOrderMark + csvLine(text) + csvLine(cells)), groupTable);
  expect(await everyRow(rows())).toMatchObject([{ values: { description: '=SUM(1, "2")' }, normalized: [] }]);
});
