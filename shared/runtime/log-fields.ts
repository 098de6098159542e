import { AsyncLocalStorage } from 'node:async_hooks';

export type LogFields = Readonly<Record<string, unknown>>;

const current = new AsyncLocalStorage<LogFields>();

export const logFields = (): LogFields => current.getStore() ?? {};

/** Runs the action. Every line that it or its callees log also carries these fields. */
export const withLogFields = <Result>(fields: LogFields, action: () => Result): Result =>
  current.run({ ...logFields(), ...fields }, action);
