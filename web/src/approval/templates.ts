/**
 * Reasons that a reviewer writes again and again: kept in this browser, and only those that they asked to keep, since
 * what is written about a post may quote it.
 */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ReasonCode } from '../api/entities.ts';

export interface Template {
  reasonCode: ReasonCode;
  reason: string;
}

const MOST = 12;

export const useTemplates = create(
  persist(() => ({ templates: [] as Template[] }), { name: 'fanfare.review.templates' }),
);

export function keepTemplate(template: Template): void {
  useTemplates.setState(({ templates }) => ({
    templates: [template, ...templates.filter(({ reason }) => reason !== template.reason)].slice(0, MOST),
  }));
}

export function dropTemplate(reason: string): void {
  useTemplates.setState(({ templates }) => ({
    templates: templates.filter((template) => template.reason !== reason),
  }));
}
