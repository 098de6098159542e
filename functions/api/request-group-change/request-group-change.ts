import type { RequestCapabilities } from '../../../shared/commands/request-change.ts';
import type { Respond } from '../../../shared/http/api-handler.ts';
import type { operations } from '../../../shared/http/contract/operations.ts';
import { askForChange } from '../../../shared/http/request-answer.ts';

export const requestGroupChange =
  (capabilities: RequestCapabilities): Respond<typeof operations.requestGroupChange> =>
  (input) =>
    askForChange(capabilities, { groupId: input.params.groupId }, input);
