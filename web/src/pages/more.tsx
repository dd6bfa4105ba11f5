/** The ways to everything that does not fit into a phone's bar. */
import type { LucideIcon } from 'lucide-react';
import {
  Activity,
  ChevronRight,
  CircleSlash,
  ExternalLink,
  House,
  LogOut,
  ScrollText,
  Settings,
  ShieldQuestionMark,
  UserPlus,
  VolumeX,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { may } from '../api/permissions.ts';
import { usePlaces } from '../app/places.ts';
import { useMe } from '../data/me.ts';
import { leave } from '../settings/leave.ts';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';
import css from './more.module.css';
import { Page } from './page.tsx';

interface Way {
  path: string;
  label: string;
  icon: LucideIcon;
  count?: number;
  /** A page of the server's own. */
  outside?: true;
}

export function More() {
  const { site, settings: texts } = useTexts();
  const { data: me } = useMe();
  const places: Way[] = usePlaces()
    .filter(({ path, onPhone }) => onPhone !== true && path !== '/more')
    .map(({ path, label, icon, news }) => ({ path, label, icon, count: news?.count ?? 0 }));
  const people: Way[] = [
    {
      path: '/follow-requests',
      label: texts.requests,
      icon: UserPlus,
      count: me?.source.followRequestsCount ?? 0,
    },
    { path: '/mutes', label: texts.mutes, icon: VolumeX },
    { path: '/blocks', label: texts.blocks, icon: CircleSlash },
  ];
  const staff: Way[] = [
    ...(may(me?.role, 'manage_policy') ? [{ path: '/place', label: texts.place, icon: House }] : []),
    ...(may(me?.role, 'manage_policy') ? [{ path: '/status', label: texts.status, icon: Activity }] : []),
    ...(may(me?.role, 'approve_posts')
      ? [{ path: '/review/policy', label: texts.policy, icon: ShieldQuestionMark }]
      : []),
    ...(may(me?.role, 'view_audit_log') ? [{ path: '/review/log', label: texts.log, icon: ScrollText }] : []),
  ];
  const own: Way[] = [
    { path: '/settings', label: site.settings, icon: Settings },
    { path: '/account', label: texts.toAccount, icon: ExternalLink, outside: true },
  ];
  return (
    <Page title={site.more}>
      <Ways label={texts.reading} ways={places} />
      <Ways label={texts.people} ways={people} />
      <Ways label={texts.place} ways={staff} />
      <Ways label={site.settings} ways={own}>
        <li>
          <Button look="danger" className={css.out} onClick={leave}>
            <LogOut aria-hidden="true" size={20} /> {site.signOut}
          </Button>
        </li>
      </Ways>
    </Page>
  );
}

function Ways({ label, ways, children }: { label: string; ways: readonly Way[]; children?: ReactNode }) {
  if (ways.length === 0) return null;
  return (
    <nav className={`card ${css.card}`} aria-label={label}>
      <ul className={css.ways}>
        {ways.map((way) => (
          <li key={way.path}>
            <WayLink {...way} />
          </li>
        ))}
        {children}
      </ul>
    </nav>
  );
}

function WayLink({ path, label, icon: Icon, count = 0, outside }: Way) {
  const inner = (
    <>
      <Icon aria-hidden="true" size={22} />
      <span className={css.label}>{label}</span>
      {count === 0 ? null : <span className={css.count}>{count.toLocaleString()}</span>}
      <ChevronRight aria-hidden="true" size={18} className={css.arrow} />
    </>
  );
  return outside === true ? (
    <a href={path} className={css.way}>
      {inner}
    </a>
  ) : (
    <Link href={path} className={css.way}>
      {inner}
    </Link>
  );
}
