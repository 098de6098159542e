import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvOf } from '../../../clients/console/values/csv.ts';

it.for([
  ['fr', ';'],
  ['en', ','],
] as const)(
  'a file in %s opens in spreadsheets of the language: separated by %j, and UTF-8 by its mark',
  ([language, delimiter]) => {
    const file = csvOf(['État', 'Motif'], [['Terminé', 'a;b,c "d"\ne']], language);
    expect(file).toBe(`\uFEFFÉtat${delimiter}Motif\r\nTerminé${delimiter}"a;b,c ""d""\ne"\r\n`);
  },
);

it.for(['=1+1', '+41 22 518 23 20', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  '%j is a text, and no formula',
  (cell) => {
    const [[read = ''] = []]: string[][] = parse(csvOf([cell], [], 'fr'), { delimiter: ';', bom: true });
    expect(read).toBe(`'${cell}`);
  },
);

it('what is missing is an empty cell', () => {
  expect(csvOf(['a', 'b'], [[undefined, 0]], 'en')).toBe('\uFEFFa,b\r\n,0\r\n');
});
