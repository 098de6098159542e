import { eventSourceScaling } from '../../simulate/aws/aws-model.ts';

/** What a bill depends on and no run on this machine shows. On the high side. */
export const assumptions = {
  /** Hours of a month, as AWS counts. */
  hoursPerMonth: 730,
  /** Long polls at a time, also of an empty queue. */
  pollersPerQueue: eventSourceScaling.first,
  /** The longest long poll of SQS. */
  secondsPerEmptyReceive: 20,
  /** Lambda's lines `platform.start`, `.runtimeDone` and `.report` of an invocation, as JSON. */
  platformLogBytes: 1_000,
  /** The metrics of an invocation in a line, with what CloudWatch adds to a line. */
  metricsLogBytes: 700,
  /** A line of the access log and one of the function. */
  requestLogBytes: 1_200,
  /** Billed milliseconds: eight queries that find nothing; a batch of ten members; a request. */
  dueWorkMilliseconds: 100,
  batchMilliseconds: 50,
  requestMilliseconds: 30,
  /** Members that one step sends to, or reads back, in a second. */
  membersPerStepSecond: 6_000,
  /** By X-Ray's default rule, beyond the first request of each second. */
  tracedShare: 0.05,
  /** Read and write units of a request: it reads a few rows, and one in five writes three in a transaction. */
  requestUnits: { readUnit: 3, writeUnit: 2 },
  /** A service's row and its entry in the group's list, with indexing overhead. */
  bytesPerService: 1_000,
} as const;
