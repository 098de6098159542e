import { Button, CopyButton as Copy, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'size'> {
  readonly value: string;
  /** Default: "Copy". */
  readonly label?: string;
}

/** Copies a value, and says that it did. */
export function CopyButton({ value, label, ...look }: CopyButtonProps) {
  const { t } = useTranslation();
  return (
    <Copy value={value} timeout={3_000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          {...look}
          onClick={copy}
          leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
        >
          <span aria-live="polite">{copied ? t('shell.page.copied') : (label ?? t('shell.page.copy'))}</span>
        </Button>
      )}
    </Copy>
  );
}
