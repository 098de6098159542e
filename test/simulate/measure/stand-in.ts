/** A process that answers the requests of the clients of a table and a queue at once, with rows of the usual size. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Nic, ServiceId } from '../../../shared/domain/identifiers.ts';
import { newGroup } from '../../../shared/domain/group.ts';
import { GroupId } from '../../../shared/domain/identifiers.ts';
import { joinGroup } from '../../../shared/domain/service.ts';
import { memberKey, serviceKey } from '../../../shared/store/keys.ts';
import { toStoredService } from '../../../shared/store/service-rows.ts';

const Asked = z.object({
  Limit: z.number().optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })).optional(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })).optional(),
});
type Asked = z.infer<typeof Asked>;

const nic = Nic.parse('ab12345-ovh');
const group = newGroup(GroupId.parse('ab12345-ovh-1'), { administration: nic, technical: nic, billing: nic });
const serviceId = ServiceId.parse('0033972100000');
const service = joinGroup(group, serviceId, 'line');
const serviceRow = marshall(
  { ...serviceKey(serviceId), ...toStoredService(service), slot0: { revision: 1, outcome: 'applied' } },
  { removeUndefinedValues: true },
);
const listedRow = marshall({
  ...memberKey(group.groupId, serviceId),
  serviceId,
  kind: 'line',
  joinedRevision: 0,
});
const replaced = marshall({ contacts: { technical: nic }, revisions: { technical: 0 } });

const answers: Readonly<Record<string, (asked: Asked) => unknown>> = {
  GetItem: () => ({ Item: serviceRow }),
  PutItem: () => ({}),
  UpdateItem: () => ({ Attributes: replaced }),
  TransactWriteItems: () => ({}),
  Query: ({ Limit = 1 }) => ({ Items: Array.from({ length: Limit }, () => listedRow) }),
  BatchGetItem: ({ RequestItems = {} }) => ({
    Responses: Object.fromEntries(
      Object.entries(RequestItems).map(([table, { Keys }]) => [table, Keys.map(() => serviceRow)]),
    ),
  }),
  SendMessageBatch: ({ Entries = [] }) => ({
    Failed: [],
    Successful: Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
    })),
  }),
};

const server = createServer((request, response) => {
  void text(request).then((body) => {
    const name = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const answer = JSON.stringify(answers[name]?.(Asked.parse(JSON.parse(body))) ?? {});
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('disconnect', () => process.exit(0));
