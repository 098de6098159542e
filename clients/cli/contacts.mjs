#!/usr/bin/env node
/**
 * The command `contacts`, for any Node from 20 on: it runs the program with the Node 24 of the checkout, unless this
 * one can.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('main.ts', import.meta.url);
const [major = 0] = process.versions.node.split('.').map(Number);
const ofCheckout = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

if (major >= 24) {
  await import(program.href);
} else if (existsSync(ofCheckout)) {
  const child = spawn(ofCheckout, [fileURLToPath(program), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends these to both processes. The child decides how it ends.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
} else {
  process.stderr.write(`contacts needs Node 24 or later; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
}
