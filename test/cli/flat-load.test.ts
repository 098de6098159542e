import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { appendFileSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { fileOf } from '../support/files.ts';
import { startCommand } from './support/process.ts';

const few = 5_000;
/** `LOAD_ROWS=100000` measures as many. */
const many = z.coerce
  .number()
  .int()
  .parse(process.env['LOAD_ROWS'] ?? '50000');
const Body = z.object({ services: z.array(z.object({ serviceId: z.string() })) });

/** Without a limit, Node lets garbage lie for as long as there is room for it. It ends where more is really needed. */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=4'];

/** Answers as the API does when every service is new, and keeps none. */
let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    void json(request).then((body) => {
      const items = Body.parse(body).services.map(({ serviceId }) => ({ serviceId, status: 'new' }));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ items }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = z.object({ port: z.int() }).parse(server.address());
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void server.close());

/** Loads so many services, of 7 groups one after the other, and resolves to the memory that it needed at most. */
async function peakOf(rows: number): Promise<number> {
  const path = fileOf('Groupe;Numéro;Type\r\n', `flat-${rows}.csv`);
  for (let start = 0; start < rows; start += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, rows - start) }, (_, index) => {
      const number = start + index;
      return `AB1-OVH-${number % 7};+33 ${100_000_000 + number};ligne\r\n`;
    });
    appendFileSync(path, lines.join(''));
  }
  const environment = { CONTACTS_API: url, CONTACTS_TOKEN: 'token' };
  const command = startCommand(['load', '--services', path], environment, smallHeap);
  const { exitCode, output, peak } = await command.ended;
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining(` ${rows} `) });
  const results = readFileSync(path.replace('.csv', '.results.csv'), 'utf8');
  expect(results.split('\r\n')).toHaveLength(rows + 2);
  return peak;
}

it('A load of many services needs no more memory than one of a few', async () => {
  const [ofFew, ofMany] = [await peakOf(few), await peakOf(many)];
  console.log(`${few} rows: ${Math.round(ofFew / 1e6)} MB; ${many} rows: ${Math.round(ofMany / 1e6)} MB`);
  expect(ofMany / ofFew).toBeLessThan(1.25);
});
