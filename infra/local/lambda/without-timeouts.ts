import type { Model } from '../cloudformation/model.ts';

/** A function at a breakpoint may wait for its developer until tomorrow. */
const daySeconds = 86_400;
/** The longest that SQS hides a message. */
const longestVisibilitySeconds = 43_200;

/**
 * The model with a day in the place of every timeout of a function or a route. Messages stay hidden while a function has
 * them, so that one that is slow, or at a breakpoint, is not given them again.
 */
export const withoutTimeouts = (model: Model): Model => ({
  ...model,
  functions: model.functions.map((description) => ({ ...description, timeoutSeconds: daySeconds })),
  queues: model.queues.map((queue) => ({
    ...queue,
    attributes: { ...queue.attributes, VisibilityTimeout: String(longestVisibilitySeconds) },
  })),
  api: {
    ...model.api,
    routes: model.api.routes.map((route) => ({ ...route, timeoutMilliseconds: daySeconds * 1000 })),
  },
});
