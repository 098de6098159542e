/**
 * Runs the command in its arguments, and kills it when its own standard input closes. That happens however the stack's
 * process ends, `kill -9` included, so a database or a synthesis never outlives the stack.
 */
import { spawn } from 'node:child_process';

const [command = '', ...parameters] = process.argv.slice(2);
const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
// The stack kills the command by this id if the guard itself is killed.
process.stdout.write(`${child.pid}\n`);
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => child.kill('SIGKILL'));
process.stdin.on('error', () => child.kill('SIGKILL'));
process.stdin.resume();
// Signals are ignored. If they ended the guard, the command would outlive it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
