/** A text for a regular expression that stands for itself there. */
export function escapeForExpression(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
