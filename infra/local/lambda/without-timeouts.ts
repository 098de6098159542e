import type { Model } from '../cloudformation/model.ts';

/** A function at a breakpoint may wait for its developer until tomorrow. */
const daySeconds = 86_400;

/** The model with a day in the place of every timeout of a function or a route. */
export const withoutTimeouts = (model: Model): Model => ({
  ...model,
  functions: model.functions.map((description) => ({ ...description, timeoutSeconds: daySeconds })),
  api: {
    ...model.api,
    routes: model.api.routes.map((route) => ({ ...route, timeoutMilliseconds: daySeconds * 1000 })),
  },
});
