/** What Kibana is given: a view of the log lines and searches in it, in Lucene's words, which Elasticsearch reads by itself. */

export interface SavedSearch {
  id: string;
  title: string;
  description: string;
  query: string;
  columns: readonly string[];
  oldestFirst?: boolean;
}

export const DATA_VIEW = { id: 'fanfare-logs', title: 'logs-fanfare*', name: 'Fanfare: log lines' };

const request = ['service.name', 'message', 'http.response.status_code', 'event.duration', 'trace.id'];

export const searches: readonly SavedSearch[] = [
  {
    id: 'fanfare-errors',
    title: 'Fanfare: errors',
    description: 'What failed, with its cause; and what the gateway could not answer.',
    query: 'log.level:error OR http.response.status_code:>=500',
    columns: ['service.name', 'message', 'error.type', 'error.message', 'http.request.id', 'trace.id'],
  },
  {
    id: 'fanfare-warnings',
    title: 'Fanfare: engines and services that went away',
    description:
      'A line when one goes and one when it is back; requests that met it say error.code engine_away.',
    query: 'log.level:warn AND NOT event.dataset:fanfare.gateway',
    columns: ['service.name', 'message', 'error.code', 'error.message', 'fanfare.where', 'fanfare.group'],
  },
  {
    id: 'fanfare-slow',
    title: 'Fanfare: slow requests',
    description:
      'Half a second and longer, at a service (event.duration, ns) or at the gateway (fanfare.seconds).',
    query: '(_exists_:http.route AND event.duration:>=500000000) OR fanfare.seconds:>=0.5',
    columns: [...request, 'fanfare.seconds'],
  },
  {
    id: 'fanfare-audit',
    title: 'Fanfare: audit',
    description:
      'Who decided and changed what: ids and codes. Texts and reasons stand in the audit log of the place.',
    query: 'event.dataset:fanfare.audit',
    columns: [
      ...['event.action', 'event.outcome', 'user.id', 'fanfare.target.kind', 'fanfare.target.id'],
      ...['fanfare.reason_code', 'http.request.id'],
    ],
  },
  {
    id: 'fanfare-trace',
    title: 'Fanfare: one trace',
    description:
      'Every line of one trace, the oldest first: put its id behind the colon, in place of the star.',
    query: 'trace.id:*',
    columns: [...request, 'error.message'],
    oldestFirst: true,
  },
  {
    id: 'fanfare-unread',
    title: 'Fanfare: lines that could not be read',
    description:
      'What a process wrote that is no line of its log: a crash of the runtime, for the most part.',
    query: 'data_stream.dataset:fanfare.unread',
    columns: ['host.name', 'container.id', 'message'],
  },
];

/** One JSON document a line, as Kibana 8 exports and imports them; later versions bring them up to date themselves. */
export function savedObjects(): string {
  const versions = { coreMigrationVersion: '8.8.0', typeMigrationVersion: '8.0.0' };
  const { id, title, name } = DATA_VIEW;
  const view = {
    type: 'index-pattern',
    id,
    attributes: { title, name, timeFieldName: '@timestamp' },
    references: [],
    ...versions,
  };
  const indexRefName = 'kibanaSavedObjectMeta.searchSourceJSON.index';
  const all = searches.map((search) => ({
    type: 'search',
    id: search.id,
    attributes: {
      title: search.title,
      description: search.description,
      columns: search.columns,
      sort: [['@timestamp', search.oldestFirst === true ? 'asc' : 'desc']],
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({
          query: { query: search.query, language: 'lucene' },
          filter: [],
          indexRefName,
        }),
      },
    },
    references: [{ name: indexRefName, type: 'index-pattern', id }],
    ...versions,
  }));
  return [view, ...all].map((object) => `${JSON.stringify(object)}\n`).join('');
}
