/**
 * Runs a stack as a process of its own, to be killed: `ASSEMBLY WRITERS UNITS`. Once the functions whose names match
 * WRITERS have consumed that many write units, the process tells its figures and kills itself as `kill -9` would; 0 lets
 * it live until its standard input ends. Every line of input is answered with the figures so far.
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

const tell = (message: object): void => void writeSync(1, `${JSON.stringify(message)}\n`);
tell({ url: stack.url });

const killAt = Number(units);
const look = setInterval(() => {
  const figures = stack.meter.snapshot();
  if (total(matching(figures.writeUnits, names)) < killAt) return;
  tell({ figures });
  process.kill(process.pid, 'SIGKILL');
}, 2);
if (killAt === 0) clearInterval(look);

const input = createInterface({ input: process.stdin });
input.on('line', () => tell({ figures: stack.meter.snapshot() }));
input.on('close', () => void stack.stop().finally(() => process.exit(0)));
