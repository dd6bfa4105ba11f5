import type { LucideIcon } from 'lucide-react';
import type { ButtonProps } from './button.tsx';
import { PlainButton } from './button.tsx';
import { clsx } from './clsx.ts';
import css from './icon-button.module.css';

type Props = ButtonProps & {
  icon: LucideIcon;
  /** What it does, for those who do not see the icon, and as its tooltip. */
  label: string;
  /** A number beside the icon; 0 and undefined show nothing. */
  count?: number;
  /** For switches: whether it is on. */
  pressed?: boolean;
};

export function IconButton({ icon: Icon, label, count, pressed, className, ...props }: Props) {
  return (
    <PlainButton
      {...props}
      className={clsx(css.button, className)}
      aria-label={count ? `${label}: ${count}` : label}
      title={label}
      aria-pressed={pressed}
    >
      <Icon aria-hidden="true" size={20} fill={pressed === true ? 'currentColor' : 'none'} />
      {count ? <span aria-hidden="true">{count.toLocaleString()}</span> : null}
    </PlainButton>
  );
}
