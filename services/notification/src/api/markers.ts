/** Where a person has read to, kept for all their devices. */
import { Markers } from '@fanfare/contracts/entities';
import type { MarkersTable } from '@fanfare/contracts/tables';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { NotificationNeeds } from '../needs.ts';
import type { MarkedTimeline } from '../store/markers.ts';
import { markedTimelines, markers, setMarker } from '../store/markers.ts';

const Position = Type.Optional(Type.Object({ last_read_id: Type.Optional(Type.String()) }));

export function markerRoutes(needs: NotificationNeeds): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/markers',
      summary: 'Positions in the timelines asked for',
      auth: 'user',
      scopes: ['read:statuses'],
      query: Type.Object({
        timeline: Type.Optional(Type.Array(Type.Enum(['home', 'notifications']))),
      }),
      answers: { 200: Markers },
      async handle({ viewer, query }) {
        const asked = markedTimelines.filter((name) => query.timeline?.includes(name));
        return present(asked, await markers(needs.notificationDb.read, viewer.accountId, asked));
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/markers',
      summary: 'Sets positions',
      auth: 'user',
      scopes: ['write:statuses'],
      body: Type.Object({ home: Position, notifications: Position }),
      answers: { 200: Markers },
      async handle({ viewer, body }) {
        const given = markedTimelines.flatMap((name) => {
          const position = body[name]?.last_read_id;
          return position === undefined ? [] : [{ name, position: positionOf(name, position) }];
        });
        const names = given.map(({ name }) => name);
        const rows = await needs.notificationDb.unit(async (unit) => {
          for (const { name, position } of given) await setMarker(unit, viewer.accountId, name, position);
          return markers(unit.db, viewer.accountId, names);
        });
        return present(names, rows);
      },
    }),
  ];
}

/** A position that was never set is at the beginning. */
function present(timelines: readonly MarkedTimeline[], rows: readonly MarkersTable[]): Markers {
  const found = new Map(rows.map((row) => [row.timeline, row]));
  return Object.fromEntries(
    timelines.map((name) => {
      const row = found.get(name);
      return [
        name,
        {
          last_read_id: row?.last_read_id ?? '0',
          version: row?.version ?? 0,
          updated_at: new Date(row?.updated_at ?? 0).toISOString(),
        },
      ];
    }),
  );
}

/** @throws invalid for what is no position */
function positionOf(timeline: MarkedTimeline, text: string): string {
  if (/^0+$/.test(text)) return '0';
  const position = parseId(text);
  if (position === null)
    throw new AppError('invalid', { text: `Validation failed: ${timeline}[last_read_id] is no id` });
  return String(position);
}
