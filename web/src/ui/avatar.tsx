import type { Account } from '../api/entities.ts';
import css from './avatar.module.css';
import { clsx } from './clsx.ts';

interface Props {
  account: Pick<Account, 'avatarStatic'>;
  size?: 'small' | 'usual' | 'large';
}

/** Decoration: the name stands beside it. */
export function Avatar({ account, size = 'usual' }: Props) {
  return <img className={clsx(css.avatar, css[size])} src={account.avatarStatic} alt="" loading="lazy" />;
}
