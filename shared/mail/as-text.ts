import type { Block, LetterContent } from './letter.ts';

/** The letter as plain text. */
export const asText = (letter: LetterContent): string =>
  [...letter.blocks.map((block) => lines(block, letter)), letter.footer.join('\n')].join('\n\n') + '\n';

function lines(block: Block, { colon }: LetterContent): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'facts':
      return block.facts.map(([label, value]) => `${label}${colon}${value}`).join('\n');
    case 'link':
      return `${block.label}${colon.trimEnd()}\n${block.url}`;
    default:
      return block satisfies never;
  }
}
