import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { BadRequest } from './bad-request.ts';
import { gatewayAnswer } from './respond-with-problem.ts';
import type { HttpResult } from './event.ts';

/** The largest body accepted, in bytes. */
const bodyLimitBytes = 64 * 1024;

/** The JSON body parser's errors carry the status that they stand for. */
const ParserError = z.object({
  statusCode: z.int(),
  cause: z.object({ package: z.literal('@middy/http-json-body-parser') }),
});

/** Without a JSON body, it stays undefined. A body over the limit gets the answer of API Gateway's own limit. */
export function jsonBody(): MiddlewareObj<APIGatewayProxyEventV2, HttpResult> {
  const parser = httpJsonBodyParser<APIGatewayProxyEventV2>();
  return {
    before(request) {
      const { body = '', isBase64Encoded } = request.event;
      if (body === '') {
        delete request.event.body;
        return undefined;
      }
      if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > bodyLimitBytes) {
        return gatewayAnswer(413, 'Request Entity Too Large');
      }
      return parser.before?.(request);
    },
    onError(request) {
      const parserError = ParserError.safeParse(request.error);
      if (parserError.success) request.error = toBadRequest(parserError.data.statusCode);
    },
  };
}

const toBadRequest = (statusCode: number): BadRequest =>
  statusCode === 415
    ? new BadRequest({
        code: 'unsupported-media-type',
        parameter: 'Content-Type',
        detail: 'Send the body with Content-Type: application/json.',
      })
    : new BadRequest({ code: 'malformed-json', pointer: '', detail: 'The body is not valid JSON.' });
