import { AsyncLocalStorage } from 'node:async_hooks';

/** Named values that tell what a line of the log is about. */
export type LogFields = Readonly<Record<string, unknown>>;

const current = new AsyncLocalStorage<LogFields>();

/** The fields of whatever is under way here. */
export const logFields = (): LogFields => current.getStore() ?? {};

/** Runs the action; every line that is logged meanwhile, by it or by what it calls, carries these fields too. */
export const withLogFields = <Result>(fields: LogFields, action: () => Result): Result =>
  current.run({ ...logFields(), ...fields }, action);
