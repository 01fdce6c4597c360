// The button of a toolbar that writes what its panel shows to a file.
import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { Icon } from './Icon.tsx';

type Props = Omit<ButtonProps, 'size' | 'leftSection'> & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

export const ExportButton = (props: Props) => (
  <Button size="compact-sm" leftSection={<Icon name="export" size={14} />} {...props} />
);
