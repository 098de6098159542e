import * as z from 'zod';

/** The part of API Gateway's HTTP API event (payload format 2.0) that the functions use. */
export const HttpEvent = z.object({
  headers: z
    .record(z.string(), z.string())
    .nullish()
    .transform((headers) => headers ?? {}),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  queryStringParameters: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z
      .object({
        jwt: z.object({
          claims: z.record(z.string(), z.unknown()),
          /** What API Gateway compared with the route's scopes; null on a route without scopes. */
          scopes: z.array(z.string()).nullish(),
        }),
      })
      .nullish(),
  }),
});
export type HttpEvent = z.infer<typeof HttpEvent>;

/** The answer in API Gateway's form. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
