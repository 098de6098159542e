import { isUtf8 } from 'node:buffer';
import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { BadRequest } from './bad-request.ts';
import { gatewayAnswer } from './respond-with-problem.ts';
import type { HttpResult } from './event.ts';

/** The largest body accepted, in bytes. */
const bodyLimitBytes = 64 * 1024;

/** The media type, and its charset if it names one. */
const jsonType = /^\s*application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;\s*charset="?([^\s;"]*)"?\s*)?(?:;.*)?$/i;

/** The JSON body parser's errors carry the status that they stand for. */
const ParserError = z.object({
  statusCode: z.int(),
  cause: z.object({ package: z.literal('@middy/http-json-body-parser') }),
});

/** API Gateway sends names of headers in lower case, and no headers as null. */
const contentTypeOf = (headers: Readonly<Record<string, string | undefined>> | null): string =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

/** Without a JSON body, it stays undefined. A body over the limit gets the answer of API Gateway's own limit. */
export function jsonBody(): MiddlewareObj<APIGatewayProxyEventV2, HttpResult> {
  const parser = httpJsonBodyParser<APIGatewayProxyEventV2>();
  return {
    before(request) {
      const { isBase64Encoded } = request.event;
      const body = request.event.body ?? '';
      if (body === '') {
        delete request.event.body;
        return undefined;
      }
      if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > bodyLimitBytes) {
        return gatewayAnswer(413, 'Request Entity Too Large');
      }
      const type = jsonType.exec(contentTypeOf(request.event.headers));
      if (type === null || !/^(?:utf-?8)?$/i.test(type[1] ?? '')) throw unsupported();
      request.event.headers = { ...request.event.headers, 'content-type': 'application/json' };
      if (isBase64Encoded && !isUtf8(Buffer.from(body, 'base64')))
        throw malformed('The body is not valid UTF-8.');
      return parser.before?.(request);
    },
    onError(request) {
      const parserError = ParserError.safeParse(request.error);
      if (parserError.success) request.error = toBadRequest(parserError.data.statusCode);
    },
  };
}

const toBadRequest = (statusCode: number): BadRequest =>
  statusCode === 415 ? unsupported() : malformed('The body is not valid JSON.');

const unsupported = (): BadRequest =>
  new BadRequest({
    code: 'unsupported-media-type',
    parameter: 'Content-Type',
    detail: 'Send the body in UTF-8, with Content-Type: application/json.',
  });

const malformed = (detail: string): BadRequest =>
  new BadRequest({ code: 'malformed-json', pointer: '', detail });
