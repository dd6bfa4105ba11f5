/** Who may see the post, each choice with what it means. */
import { Select, SelectItem, SelectPopover, SelectProvider } from '@ariakit/react/select';
import { AtSign, Check, ChevronDown, Globe, Lock, Moon } from 'lucide-react';
import type { Visibility } from '../api/entities.ts';
import { useTexts } from '../texts/index.ts';
import { audiences, isWider } from './audience.ts';
import css from './fields.module.css';

export const visibilityIcons = { public: Globe, unlisted: Moon, private: Lock, direct: AtSign };

interface Props {
  value: Visibility;
  /** An answer reaches no more people than this. */
  widest: Visibility;
  /** Of what is posted already it is no choice any more. */
  fixed: boolean;
  onChange(visibility: Visibility): void;
}

export function VisibilityField({ value, widest, fixed, onChange }: Props) {
  const { compose, visibility } = useTexts();
  const Icon = visibilityIcons[value];
  const means = {
    public: compose.publicMeans,
    unlisted: compose.unlistedMeans,
    private: compose.privateMeans,
    direct: compose.directMeans,
  };
  if (fixed) {
    return (
      <span className={css.fixed}>
        <span className="unseen">{compose.visibility}: </span>
        <Icon aria-hidden="true" size={18} /> {visibility[value]}
      </span>
    );
  }
  return (
    <SelectProvider value={value} setValue={(chosen: string) => onChange(chosen as Visibility)}>
      <Select className={css.pick} aria-label={`${compose.visibility}: ${visibility[value]}`}>
        <Icon aria-hidden="true" size={18} />
        <span className={css.chosen}>{visibility[value]}</span>
        <ChevronDown aria-hidden="true" size={16} />
      </Select>
      <SelectPopover className={css.popover} gutter={6} fixed aria-label={compose.visibility} unmountOnHide>
        {audiences.map((one) => {
          const OneIcon = visibilityIcons[one];
          return (
            <SelectItem key={one} value={one} className={css.choice} disabled={isWider(one, widest)}>
              <OneIcon aria-hidden="true" size={20} />
              <span className={css.words}>
                <span className={css.name}>{visibility[one]}</span>
                <span className={css.means}>{means[one]}</span>
              </span>
              {one === value ? <Check aria-hidden="true" size={18} /> : null}
            </SelectItem>
          );
        })}
        {widest === 'public' ? null : <p className={css.note}>{compose.notWider}</p>}
      </SelectPopover>
    </SelectProvider>
  );
}
