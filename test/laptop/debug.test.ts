import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import * as z from 'zod';
import { debugWorkers } from './support/worker-debugger.ts';

const root = new URL('../../', import.meta.url);
const source = new URL('functions/api/get-health/handler.ts', root).href;

const Script = z.object({ scriptId: z.string(), url: z.string(), sourceMapURL: z.string() });
const Location = z.object({ scriptId: z.string(), lineNumber: z.int(), columnNumber: z.int() });
const Paused = z.object({
  reason: z.string(),
  hitBreakpoints: z.array(z.string()).default([]),
  callFrames: z.array(z.object({ location: Location })),
});
const Payload = z.object({
  version: z.number(),
  sourceRoot: z.string(),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

let child: ChildProcess | undefined;

afterEach(async () => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  await exited;
});

/** What the pattern finds in the first line that it fits. */
function found(stream: Readable, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stream });
    lines.on('line', (line) => {
      const match = pattern.exec(line)?.[1];
      if (match !== undefined) resolve(match);
    });
    lines.on('close', () => reject(new Error(`the output ended without ${pattern}`)));
  });
}

/** A loaded script with its map, whose sources are the URLs that a debugger would open. */
function mapped({ url, sourceMapURL }: z.infer<typeof Script>) {
  const mapUrl = new URL(sourceMapURL, url);
  const payload = Payload.parse(JSON.parse(readFileSync(mapUrl, 'utf8')));
  const sources = payload.sources.map((path) => new URL(payload.sourceRoot + path, mapUrl).href);
  const map = new SourceMap({ ...payload, sources, file: '', sourceRoot: '', sourcesContent: [] });
  return { code: readFileSync(new URL(url), 'utf8').split('\n'), map };
}

/** Where the script has what the source says at the line, numbered from 1, from the given word on. */
function generated({ code, map }: ReturnType<typeof mapped>, line: number, word: string) {
  const lineNumber = code.findIndex((_text, index) => {
    const entry = map.findEntry(index, 0);
    return 'originalSource' in entry && entry.originalSource === source && entry.originalLine === line - 1;
  });
  return lineNumber === -1 ? undefined : { lineNumber, columnNumber: code[lineNumber]?.indexOf(word) ?? 0 };
}

it('npm start -- --debug stops at a breakpoint in a .ts file, continues, and ends there by Ctrl-C', async () => {
  child = spawn(process.execPath, ['infra/laptop/start.ts', '--debug', '--empty'], {
    cwd: fileURLToPath(root),
    // As npm starts it: then it ends with its parent, should that be killed.
    env: { ...process.env, PORT: '0', npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('no output');
  const inspector = found(stderr, /(ws:\/\/127\.0\.0\.1:\d+\/\S+)/);
  const ready = found(stdout, /^ready (.*)$/);
  const page = found(stdout, /^console (.*\/console\/)$/);

  const scripts = new Map<string, z.infer<typeof Script>>();
  let stopped = Promise.withResolvers<{ source: string; line: number; resume: () => void }>();
  const socket = await debugWorkers(await inspector, ({ method, params, send }) => {
    if (method === 'Debugger.scriptParsed') {
      const script = Script.parse(params);
      if (script.sourceMapURL !== '') scripts.set(script.scriptId, script);
    }
    if (method !== 'Debugger.paused') return;
    const { reason, hitBreakpoints, callFrames } = Paused.parse(params);
    const location = callFrames[0]?.location;
    const script = scripts.get(location?.scriptId ?? '');
    if (reason === 'instrumentation' && script !== undefined) {
      const place = generated(mapped(script), 5, 'Promise');
      if (place !== undefined) send('Debugger.setBreakpointByUrl', { url: script.url, ...place });
    }
    if (hitBreakpoints.length === 0 || reason === 'instrumentation' || !script || !location) {
      send('Debugger.resume');
      return;
    }
    const entry = mapped(script).map.findEntry(location.lineNumber, location.columnNumber);
    if (!('originalSource' in entry)) return;
    const { originalSource, originalLine } = entry;
    const resume = () => send('Debugger.resume');
    stopped.resolve({ source: originalSource, line: originalLine + 1, resume });
  });

  expect(await (await fetch(await page)).text()).toContain('<script type="module"');
  const answer = fetch(new URL('health', await ready));
  const { resume, ...place } = await stopped.promise;
  expect(place).toEqual({ source, line: 5 });
  resume();
  expect((await answer).status).toBe(200);

  // Ctrl-C ends it while a thread is stopped.
  stopped = Promise.withResolvers();
  fetch(new URL('health', await ready)).catch(() => {});
  await stopped.promise;
  child.kill('SIGINT');
  await once(child, 'exit');
  socket.close();
});
