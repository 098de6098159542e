/**
 * Stands between the stack and a process that it has started, the database's or a synthesis: starts the command of its arguments, and kills it when its own
 * standard input ends, which happens however the stack goes, `kill -9` included.
 */
import { spawn } from 'node:child_process';

const [command = '', ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
// The stack kills it by this number, should the guard be what is killed.
process.stdout.write(`${child.pid}\n`);
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => child.kill('SIGKILL'));
process.stdin.on('error', () => child.kill('SIGKILL'));
process.stdin.resume();
// Ended by its standard input alone, else the process would outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
