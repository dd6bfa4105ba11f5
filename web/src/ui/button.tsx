import { Button as AriaButton } from '@ariakit/react/button';
import type { ComponentProps } from 'react';
import { clsx } from './clsx.ts';

type Props = ComponentProps<typeof AriaButton> & {
  /** second: beside the main action of a page; danger: takes something away. */
  look?: 'main' | 'second' | 'danger';
};

export function Button({ look = 'main', className, ...props }: Props) {
  return (
    <AriaButton type="button" {...props} className={clsx('button', look !== 'main' && look, className)} />
  );
}
