import type { Meter } from '../lib/meter.ts';
import type { Service } from './call.ts';
import { askForCapacity, countCapacity } from './capacity.ts';
import { databaseNeeds, databaseRequest } from './database-needs.ts';
import type { Upstream } from './upstream.ts';

/**
 * Forwards calls to DynamoDB. If `metered`, it counts the capacity units of every answer. Repeated calls are counted
 * apart: there are as many as the machine is busy.
 */
export function databaseService(database: Upstream, meter: Meter, metered: boolean): Service {
  return (call) => {
    const request = databaseRequest.parse(JSON.parse(call.body.toString('utf8')));
    return {
      needs: databaseNeeds(call.operation, request),
      async answer() {
        if (call.isRepeated) meter.repeatedCall();
        else meter.databaseRequest(call.operation);
        const isCounted = metered && !call.isRepeated;
        const body = isCounted ? askForCapacity(call, request) : call.body;
        const answer = await database.send(call.target, call.contentType, body);
        if (isCounted) countCapacity(meter, call, request, answer);
        return answer;
      },
    };
  };
}
