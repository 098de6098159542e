import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonObject, type JsonObject } from '../cloudformation/json.ts';
import { place } from '../cloudformation/place.ts';
import type { EventBuses } from '../eventbridge/event-buses.ts';
import { busArn } from '../eventbridge/rule-description.ts';
import { errorAnswer, jsonAnswer } from './answers.ts';
import type { Service } from './call.ts';

/** AWS's limits of a request. */
const mostEntries = 10;
const mostBytes = 1024 * 1024;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970. */
  Time: z.number().optional(),
});

const requestSchema = z.object({ Entries: z.array(entrySchema), EndpointId: z.string().optional() });

type Entry = z.infer<typeof entrySchema>;
type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** `PutEvents` of EventBridge. */
export function eventService(buses: EventBuses, log: (line: string) => void): Service {
  return ({ operation, body }) => {
    if (operation !== 'PutEvents') return undefined;
    const { Entries, EndpointId } = requestSchema.parse(JSON.parse(body.toString('utf8')));
    const arns = new Set(Entries.map(({ EventBusName }) => busArn(EventBusName)));
    return {
      needs: (arns.size === 0 ? [busArn(undefined)] : [...arns]).map((resource) => ({
        action: 'events:PutEvents',
        resource,
      })),
      async answer() {
        if (Entries.length === 0 || Entries.length > mostEntries)
          return invalid(`Entries must have 1 to ${mostEntries} members, not ${Entries.length}`);
        if (EndpointId !== undefined) return invalid('EndpointId is not supported here');
        const bytes = Entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
        if (bytes > mostBytes) return invalid('Total size of the entries in the request is over the limit.');
        const results = Entries.map((entry) => put(buses, entry));
        for (const result of results) {
          if ('ErrorCode' in result) log(`events: ${result.ErrorCode}: ${result.ErrorMessage}`);
        }
        const failed = results.filter((result) => 'ErrorCode' in result);
        return jsonAnswer(200, { FailedEntryCount: failed.length, Entries: results });
      },
    };
  };
}

const invalid = (message: string) => errorAnswer(400, 'ValidationException', message);

function put(buses: EventBuses, entry: Entry): Result {
  const { Source, DetailType, Detail } = entry;
  if (!Source) return invalidArgument('Source');
  if (!DetailType) return invalidArgument('DetailType');
  if (Detail === undefined) return invalidArgument('Detail');
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = parseDetail(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const bus = busArn(entry.EventBusName);
  if (!buses.has(bus))
    return { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${bus} does not exist.` };
  const EventId = randomUUID();
  buses.put(bus, {
    version: '0',
    id: EventId,
    'detail-type': DetailType,
    source: Source,
    account: place.account,
    time: timeOf(entry),
    region: place.region,
    resources: entry.Resources,
    detail,
  });
  return { EventId };
}

function invalidArgument(name: string): Result {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}

function parseDetail(text: string): JsonObject | undefined {
  try {
    return jsonObject.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function timeOf({ Time }: Entry): string {
  const time = Time === undefined ? new Date() : new Date(Time * 1000);
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** By AWS's own formula: a time counts 14 bytes. */
function entryBytes({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}
