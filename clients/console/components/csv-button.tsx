import { Button, Stack, Text } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../texts/language.ts';
import type { Cell } from '../values/csv-cells.ts';
import { download } from '../values/download.ts';
import { formatCount } from '../values/times.ts';
import { ProblemNotice } from './problem-notice.tsx';

export interface CsvButtonProps<Item> {
  /** Without its ending. */
  readonly fileName: string;
  readonly header: readonly string[];
  /** Reads the items, page by page. */
  readonly items: (signal: AbortSignal) => AsyncGenerator<Item>;
  readonly linesOf: (item: Item) => readonly (readonly Cell[])[];
}

/** Downloads a list as a file for spreadsheets, in the reader's language. It says how far it is, and can be stopped. */
export function CsvButton<Item>({ fileName, header, items, linesOf }: CsvButtonProps<Item>) {
  const { t } = useTranslation();
  const [count, setCount] = useState(0);
  const controller = useRef<AbortController>(undefined);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { signal } = (controller.current = new AbortController());
      setCount(0);
      const lines: (readonly Cell[])[] = [];
      try {
        for await (const item of items(signal)) {
          lines.push(...linesOf(item));
          if (lines.length % 100 === 0) setCount(lines.length);
        }
      } catch (failure) {
        if (signal.aborted) return;
        throw failure;
      }
      const { csvOf } = await import('../values/csv.ts');
      download(`${fileName}.csv`, csvOf(header, lines, currentLanguage()));
    },
  });
  return (
    <Stack gap={4} align="flex-end">
      {isPending ? (
        <Button
          variant="default"
          leftSection={<IconX size={18} aria-hidden />}
          onClick={() => controller.current?.abort()}
        >
          {t('shell.page.stopDownload')}
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => mutate()}
        >
          {t('shell.page.download')}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status">
        {isPending &&
          count > 0 &&
          t('shell.page.downloading', { rows: formatCount(count, currentLanguage()) })}
      </Text>
      {error !== null && <ProblemNotice error={error} />}
    </Stack>
  );
}
