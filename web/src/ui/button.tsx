/** A button as the server's pages have it. Not Ariakit's, which would bring 12 KB to the first load for nothing more. */
import type { ComponentProps } from 'react';
import { clsx } from './clsx.ts';

export type ButtonProps = ComponentProps<'button'> & {
  /** Disabled, it can still be reached by keyboard: for buttons that are disabled only while something goes on. */
  accessibleWhenDisabled?: boolean;
};

/** With no look of its own. */
export function PlainButton({ disabled, accessibleWhenDisabled, onClick, ...props }: ButtonProps) {
  const reachable = disabled === true && accessibleWhenDisabled === true;
  return (
    <button
      type="button"
      {...props}
      disabled={disabled === true && !reachable}
      aria-disabled={disabled === true ? true : props['aria-disabled']}
      onClick={reachable ? (event) => event.preventDefault() : onClick}
    />
  );
}

type Props = ButtonProps & {
  /** second: beside the main action of a page; danger: takes something away. */
  look?: 'main' | 'second' | 'danger';
};

export function Button({ look = 'main', className, ...props }: Props) {
  return <PlainButton {...props} className={clsx('button', look !== 'main' && look, className)} />;
}
