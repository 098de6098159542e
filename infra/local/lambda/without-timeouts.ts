import type { Model } from '../cloudformation/model.ts';

const daySeconds = 86_400;
/** SQS's limit of a visibility timeout. */
const longestVisibilitySeconds = 43_200;

/** A day for every timeout. Visibility timeouts grow too, so that a function at a breakpoint gets no message again. */
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
