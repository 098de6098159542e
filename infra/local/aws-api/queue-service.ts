import type { Meter } from '../lib/meter.ts';
import type { Service } from './call.ts';
import { bodyBytes, queueNeeds, queueRequest } from './queue-needs.ts';
import type { Upstream } from './upstream.ts';

export function queueService(queues: Upstream, meter: Meter): Service {
  return (call) => {
    const request = queueRequest.parse(JSON.parse(call.body.toString('utf8')));
    return {
      needs: queueNeeds(call.operation, request),
      answer() {
        meter.queueRequest(call.operation, bodyBytes(request));
        return queues.send(call.target, call.contentType, call.body);
      },
    };
  };
}
