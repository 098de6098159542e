/**
 * `ASSEMBLY WRITERS UNITS`: runs a stack. After that many write units of the functions that match WRITERS, it prints
 * its figures and kills itself; with 0 it runs until its standard input closes. It answers every line of input with its
 * figures.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { localIssuer } from '../../../infra/laptop/issuer.ts';
import { total } from '../../../infra/local/lib/meter.ts';
import { startLocalStack } from '../../../infra/local/stack.ts';
import { matching } from './counts.ts';

const [assembly = '', writers = '', units = '0'] = process.argv.slice(2);
const names = new RegExp(writers, 'i');
const issuer = await localIssuer();
const stack = await startLocalStack({ assembly, port: 0, issuer, log: () => {}, metered: true });

const print = (message: object): void => void writeSync(1, `${JSON.stringify(message)}\n`);
print({ url: stack.url });

const killAt = Number(units);
const look = setInterval(() => {
  const figures = stack.meter.snapshot();
  if (total(matching(figures.writeUnits, names)) < killAt) return;
  print({ figures });
  process.kill(process.pid, 'SIGKILL');
}, 2);
if (killAt === 0) clearInterval(look);

const input = createInterface({ input: process.stdin });
input.on('line', () => print({ figures: stack.meter.snapshot() }));
input.on('close', () => void stack.stop().finally(() => process.exit(0)));
