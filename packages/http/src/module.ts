import type { ConsumerGroup } from '@fanfare/eventlog';
import type { Module } from '@fanfare/kernel';
import type { Route, UpgradeRoute } from './route.ts';

/** What every service's module function returns. */
export type ServiceModule = Module<Route, ConsumerGroup, UpgradeRoute>;
