/** Settings of the process; those of one service stand in its own config.ts. */
import type { LogLevel } from '@fanfare/kernel';
import { defineSettings, setting } from '@fanfare/kernel';

const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export const serverSettings = defineSettings({
  HOST: setting.text({
    default: '127.0.0.1',
    help: 'The address to listen on; 0.0.0.0 lets other machines in.',
  }),
  PORT: setting.integer(
    { min: 0, max: 65535 },
    { default: 3000, help: 'The port to listen on; 0 takes a free one.' },
  ),
  METRICS_PORT: setting.integer(
    { min: 0, max: 65535 },
    {
      default: null,
      help: 'A port for /metrics and /health alone, for those who watch. Default: /metrics is on PORT, for this machine and whoever has the internal key.',
    },
  ),
  METRICS_HOST: setting.text({
    default: '127.0.0.1',
    help: 'The address that METRICS_PORT listens on.',
  }),
  PUBLIC_URL: setting.url(['http', 'https'], {
    default: null,
    help: 'The address people use, as in links and app settings. Default: http://localhost:PORT',
  }),
  TRUSTED_PROXIES: setting.list({
    default: ['loopback'],
    help: 'Addresses or networks whose X-Forwarded-* headers are believed.',
  }),
  FANFARE_DATA: setting.text({
    default: './data',
    help: 'The folder that holds everything the embedded engines store.',
  }),
  FANFARE_SERVICES: setting.list({
    default: ['all'],
    help: 'Which services run in this process: all, or some of auth, write, read, timeline, user-graph, fanout, search, notification.',
  }),
  FANFARE_INTERNAL_KEY: setting.text({
    default: null,
    secret: true,
    help: 'The key that services show each other; needed when they run in several processes.',
  }),
  FANFARE_NAMESPACE: setting.name({
    default: 'fanfare',
    help: 'Begins every key, topic and index, so that several Fanfares may share an engine.',
  }),
  FANFARE_AUTH_URL: serviceUrl('auth'),
  FANFARE_WRITE_URL: serviceUrl('write'),
  FANFARE_READ_URL: serviceUrl('read'),
  FANFARE_TIMELINE_URL: serviceUrl('timeline'),
  FANFARE_USER_GRAPH_URL: serviceUrl('user-graph'),
  FANFARE_FANOUT_URL: serviceUrl('fanout'),
  FANFARE_SEARCH_URL: serviceUrl('search'),
  FANFARE_NOTIFICATION_URL: serviceUrl('notification'),
  DATABASE_URL: setting.url(['postgres', 'mysql'], {
    default: null,
    secret: true,
    help: 'The core database. Default: one SQLite file in FANFARE_DATA.',
  }),
  DATABASE_READ_URL: setting.url(['postgres', 'mysql'], {
    default: null,
    secret: true,
    help: 'A replica for signed-out pages and bulk work. Default: the core database.',
  }),
  NOTIFICATION_DATABASE_URL: setting.url(['postgres', 'mysql'], {
    default: null,
    secret: true,
    help: "Notification's own database. Default: its own tables in the SQLite file.",
  }),
  REDIS_URL: setting.urls(['redis', 'rediss'], {
    default: null,
    secret: true,
    help: 'The cache; several hosts with commas between them are a cluster. Default: memory.',
  }),
  KAFKA_BROKERS: setting.list({
    default: [],
    help: 'The event log. Default: the outbox tables of the database.',
  }),
  ELASTICSEARCH_URL: setting.url(['http', 'https'], {
    default: null,
    secret: true,
    help: 'The search engine. Default: SQLite FTS5 in FANFARE_DATA.',
  }),
  MEDIA_URL: setting.url(['s3'], {
    default: null,
    secret: true,
    help: 'Where pictures are kept. Default: a folder in FANFARE_DATA.',
  }),
  SMTP_URL: setting.url(['smtp', 'smtps'], {
    default: null,
    secret: true,
    help: 'The mail server. Default: letters are written to a folder in FANFARE_DATA.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting.url(['http', 'https'], {
    default: null,
    help: 'Where traces go: a collector that speaks OTLP over HTTP, without /v1/traces. Default: nowhere.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: setting.text({
    default: null,
    secret: true,
    help: 'What the collector wants to see: name=value, several with commas between them.',
  }),
  OTEL_TRACES_SAMPLER_ARG: setting.ratio({
    default: 0.05,
    help: 'The share of traces that are sent, from 0 to 1; failed and slow ones are sent in any case.',
  }),
  FANFARE_TRACES_SLOW: setting.integer(
    { min: 1, max: 600_000 },
    { default: 500, help: 'A request or event that takes longer, in ms, is sent in any case.' },
  ),
  RATE_LIMITS: setting.flag({ default: true, help: 'Limits on requests per account and address.' }),
  LOG_LEVEL: setting.choice(logLevels, { default: 'info', help: 'The least level that is logged.' }),
});

function serviceUrl(service: string) {
  return setting.urlList(['http', 'https'], {
    default: [],
    help: `Where ${service} answers when it does not run in this process; several URLs are several instances.`,
  });
}
