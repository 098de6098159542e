import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

const properties = z.strictObject({
  Name: z.string(),
  AutoPublish: z.literal(true),
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({ Runtime: z.literal('cloudfront-js-2.0'), Comment: ignored }),
});

/** A value of a header, a cookie or a query parameter in a function's event. */
const Value = z.looseObject({ value: z.string() });
const Values = z.record(z.string(), Value);

const Request = z.object({ uri: z.string(), querystring: Values });
const Response = z.object({
  statusCode: z.int(),
  headers: Values.default({}),
  body: z.union([z.string(), z.object({ data: z.string() })]).optional(),
});
const Result = z.union([Response, Request]);

export interface ViewerRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ip: string;
}

export type ViewerResult =
  | { readonly kind: 'request'; readonly path: string; readonly query: string }
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

export type ViewerFunction = (request: ViewerRequest) => Promise<ViewerResult>;

/** Longer than CloudFront allows, but a function that never ends must not hold the engine. */
const longestMilliseconds = 1000;

/** Reads the functions of the assembly by their ARN. They run in a context of their own, without Node's modules. */
export const readViewerFunctions = (resources: readonly Resource[]): Record<string, ViewerFunction> =>
  Object.fromEntries(
    ofType(resources, 'AWS::CloudFront::Function').map((resource) => {
      const { FunctionCode, Name } = readProperties(resource, properties);
      const script = new Script(`${FunctionCode}\n;handler(JSON.parse(event))`, { filename: Name });
      return [resource.identity.attributes['FunctionARN'] ?? '', (request) => run(script, request)];
    }),
  );

/** A new context for every request, because nothing may be kept between two. */
async function run(script: Script, request: ViewerRequest): Promise<ViewerResult> {
  const event = JSON.stringify({
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: request.ip },
    request: {
      method: request.method,
      uri: request.path,
      querystring: queryValues(request.query),
      headers: Object.fromEntries(
        Object.entries(request.headers)
          .filter(([name]) => name !== 'cookie')
          .map(([name, value]) => [name, { value }]),
      ),
      cookies: cookieValues(request.headers['cookie'] ?? ''),
    },
  });
  const context = createContext({ event });
  const returned: unknown = await script.runInContext(context, { timeout: longestMilliseconds });
  const result = Result.parse(returned);
  if (!('statusCode' in result))
    return { kind: 'request', path: result.uri, query: queryOf(result.querystring) };
  const headers = Object.entries(result.headers).map(([name, { value }]) => [name, value]);
  const { body = '' } = result;
  return {
    kind: 'response',
    status: result.statusCode,
    headers: Object.fromEntries(headers),
    body: typeof body === 'string' ? body : body.data,
  };
}

const Repeated = z.array(z.object({ value: z.string() }));

/** Parameters as they were sent, still encoded. Those that come more than once have a `multiValue`. */
function queryValues(query: string): Record<string, unknown> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const byName = Map.groupBy(pairs, (pair) => pair.split('=', 1)[0] ?? '');
  return Object.fromEntries(
    Array.from(byName, ([name, all]) => {
      const values = all.map((pair) => ({ value: pair.slice(name.length + 1) }));
      return [name, { value: values.at(-1)?.value ?? '', ...(values.length > 1 && { multiValue: values }) }];
    }),
  );
}

const queryOf = (values: z.infer<typeof Values>): string =>
  Object.entries(values)
    .flatMap(([name, { value, multiValue }]) => {
      const repeated = Repeated.safeParse(multiValue);
      return (repeated.success ? repeated.data : [{ value }]).map((one) =>
        one.value === '' ? name : `${name}=${one.value}`,
      );
    })
    .join('&');

const cookieValues = (header: string): Record<string, { value: string }> =>
  Object.fromEntries(
    header
      .split(/;\s*/)
      .filter((pair) => pair !== '')
      .map((pair) => [pair.split('=', 1)[0] ?? '', { value: pair.slice(pair.indexOf('=') + 1) }]),
  );
