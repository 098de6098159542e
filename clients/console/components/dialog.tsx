import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Default true. False where what it shows would be lost. */
  readonly closeOnClickOutside?: boolean;
  readonly children: ReactNode;
}

/** A dialog that exists while it is open. It gives the focus back to where it was. */
export function Dialog({ title, onClose, closeOnClickOutside = true, children }: DialogProps) {
  const { t } = useTranslation();
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={closeOnClickOutside}
      closeButtonProps={{ 'aria-label': t('shell.page.close') }}
    >
      {children}
    </Modal>
  );
}
