import * as z from 'zod';

export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

export const parseObject = (text: string): JsonObject => JsonObject.parse(JSON.parse(text));
