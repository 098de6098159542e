import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { resyncOperations } from '../../../shared/http/contract/resync-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { resyncStore } from '../../../shared/store/resyncs.ts';
import { apiSettings } from '../settings.ts';
import { getResync } from './get-resync.ts';

const { table, http } = composeApi('getResync', readSettings(apiSettings.getResync));

export const handler = apiHandler(
  resyncOperations.getResync,
  getResync({ resyncs: resyncStore(table) }),
  http,
);
