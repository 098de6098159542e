import { escapeForExpression } from '../lib/escape.ts';

/** The text of a policy in which `*` stands for any text and `?` for any character. */
export function wildcard(text: string, flags = ''): RegExp {
  const pattern = escapeForExpression(text)
    .replaceAll(String.raw`\*`, '.*')
    .replaceAll(String.raw`\?`, '.');
  return new RegExp(`^${pattern}$`, `s${flags}`);
}
