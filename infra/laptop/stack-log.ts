import { mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { localFolder } from './issuer.ts';

export interface StackLog {
  /** Where the lines are; undefined if they go to the terminal. */
  readonly file: string | undefined;
  readonly write: (line: string) => void;
}

/** The file of the log of a stack on this port. The next start on the port begins it again. */
export const logFileOf = (port: number, folder: string = localFolder): string =>
  join(folder, `start-${port}.log`);

/** Takes the lines of the functions and of the engine, each as one JSON object: to the file, or to standard error. */
export function openStackLog(file: string | undefined, now: () => Date = () => new Date()): StackLog {
  const lineOf = (line: string): string => `${asJson(line, now)}\n`;
  if (file === undefined) return { file, write: (line) => void process.stderr.write(lineOf(line)) };
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'w');
  // At once: a process that is killed has written what it logged.
  return { file, write: (line) => void writeSync(descriptor, lineOf(line)) };
}

/** A line of a function, after the name that the engine puts before it. */
const ofFunction = /^(?:(?<name>[\w-]+): )?(?<json>\{.*\})$/s;
const LogLine = z.record(z.string(), z.unknown());

/** The functions log JSON. What the engine says of itself is text. */
function asJson(line: string, now: () => Date): string {
  const { name, json = '' } = ofFunction.exec(line)?.groups ?? {};
  const logged = LogLine.safeParse(parsed(json));
  return JSON.stringify(
    logged.success
      ? { ...logged.data, ...(name !== undefined && { function: name }) }
      : { level: 'INFO', timestamp: now().toISOString(), service: 'engine', message: line },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
