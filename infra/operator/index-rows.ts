/** `npm run index-rows`: puts what earlier releases wrote into the operators' lists. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { pagesOfRows } from '../../shared/aws/dynamodb-rows.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { readOptions, runCommand } from '../command-line.ts';
import { indexRows } from './row-indexing.ts';

const usage = `usage: index-rows --table TABLE [--place FILE]
  FILE keeps how far it came, so that it goes on there when it is run again.
  Default: index-rows.TABLE.json`;

const Command = z.object({
  table: z.string('--table needs the name of the table').min(3),
  place: z.string().min(1).optional(),
});
const Place = z.object({ pk: z.string(), sk: z.string() });

await runCommand(usage, async (words) => {
  const text = { type: 'string' } as const;
  const options = { table: text, place: text };
  const { table, place } = readOptions({ usage, options, schema: Command }, words);
  const file = place ?? `index-rows.${table}.json`;
  const after = existsSync(file) ? Place.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  if (after !== undefined) console.log(`Goes on from the place in ${file}.`);
  const pages = pagesOfRows(table, after);
  const { indexed, unchanged } = await indexRows(dynamoDbTable(table), pages, (next) => {
    if (next === undefined) rmSync(file, { force: true });
    else writeFileSync(file, JSON.stringify(next));
    return Promise.resolve();
  });
  console.log(`Put ${indexed} rows into the lists. ${unchanged} were there already.`);
});
