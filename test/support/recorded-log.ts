import { logFields } from '../../shared/runtime/log-fields.ts';
import type { Log } from '../../shared/runtime/log.ts';

interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Records every line with its fields, including those of its context. */
export class RecordedLog implements Log {
  readonly lines: Line[] = [];

  info = (message: string, fields?: Readonly<Record<string, unknown>>): void =>
    this.#add('info', message, fields);
  warn = (message: string, fields?: Readonly<Record<string, unknown>>): void =>
    this.#add('warn', message, fields);
  error = (message: string, fields?: Readonly<Record<string, unknown>>): void =>
    this.#add('error', message, fields);

  #add(level: Line['level'], message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ ...logFields(), ...fields, level, message });
  }
}
