import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import type { Language } from '../../../shared/domain/account.ts';

export interface Downloaded {
  readonly fileName: string;
  /** Whether it begins with the mark by which spreadsheets know UTF-8. */
  readonly hasMark: boolean;
  readonly lines: readonly (readonly string[])[];
}

/** Downloads the table that the button is for, as a spreadsheet of the language reads it. */
export async function downloaded(page: Page, button: string, language: Language): Promise<Downloaded> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const text = readFileSync(await file.path(), 'utf8');
  const parsed: unknown = parse(text, { bom: true, delimiter: language === 'fr' ? ';' : ',' });
  return {
    fileName: file.suggestedFilename(),
    hasMark: text.startsWith('\uFEFF'),
    lines: z.array(z.array(z.string())).parse(parsed),
  };
}
