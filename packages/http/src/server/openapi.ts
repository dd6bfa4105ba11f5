/** The OpenAPI document, made from the route table: what is served is what is described. */
import { ApiError } from '@fanfare/contracts/entities';
import type { TObject, TSchema } from 'typebox';
import type { ServedRoute } from './options.ts';

type Json = Record<string, unknown>;

export interface OpenApi extends Json {
  openapi: string;
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
}

const bodyTypes = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];
const cursors = ['max_id', 'since_id', 'min_id'];

/** Internal routes are left out: they are nobody's API. */
export function openApiDocument(
  routes: readonly (Omit<ServedRoute, 'service'> & { service?: string })[],
  about: { title?: string; version?: string; url: string },
): OpenApi {
  const schemas = new Map<string, { schema: object; as: Json }>();
  const paths: OpenApi['paths'] = {};
  for (const route of routes) {
    if (route.kind === 'internal') continue;
    const path = openPath(route.path);
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operation(route, (schema) => described(schema, schemas));
  }
  return {
    openapi: '3.1.0',
    info: { title: about.title ?? 'Fanfare', version: about.version ?? '0' },
    servers: [{ url: about.url }],
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].map(([name, { as }]) => [name, as])),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** `/api/v1/statuses/:id` as `/api/v1/statuses/{id}`. */
export function openPath(path: string): string {
  return path.replace(/:(\w+)(\([^)]*\))?/g, '{$1}').replace(/\*$/, '{path}');
}

type Describe = (schema: TSchema) => unknown;

function operation(route: Omit<ServedRoute, 'service'> & { service?: string }, describe: Describe): Json {
  const parameters = [
    ...[...openPath(route.path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryParameters(route, describe),
  ];
  const answers = Object.entries(route.answers ?? {}).map(([status, schema]) => [
    status,
    {
      description: status.startsWith('2') ? 'Done' : 'Refused',
      content: { 'application/json': { schema: describe(schema) } },
    },
  ]);
  const plain = route.kind === 'page' ? { 'text/html': {} } : { '*/*': {} };
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^a-zA-Z0-9]+(\w?)/g, (_all, next: string) => next.toUpperCase())}`,
    summary: route.summary,
    ...(route.service === undefined ? {} : { tags: [route.service] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(route.body, describe),
    ...security(route),
    responses: {
      ...(answers.length === 0
        ? { 200: { description: 'Done', content: plain } }
        : Object.fromEntries(answers)),
      ...(route.kind === 'api'
        ? {
            default: {
              description: 'Refused',
              content: { 'application/json': { schema: describe(ApiError) } },
            },
          }
        : {}),
    },
  };
}

function queryParameters(route: { query?: TObject; page?: unknown }, describe: Describe): Json[] {
  const properties = Object.entries(route.query?.properties ?? {}) as [string, TSchema][];
  const required = (route.query?.required ?? []) as string[];
  const declared = properties.map(([name, schema]) => {
    const list = 'type' in schema && schema.type === 'array';
    return {
      name: list ? `${name}[]` : name,
      in: 'query',
      required: required.includes(name),
      schema: describe(schema),
    };
  });
  if (route.page === undefined) return declared;
  const paging = [...cursors, 'limit'].filter((name) => !properties.some(([other]) => other === name));
  return [
    ...declared,
    ...paging.map((name) => ({
      name,
      in: 'query',
      required: false,
      schema: { type: name === 'limit' ? 'integer' : 'string' },
    })),
  ];
}

function requestBody(body: TObject | undefined, describe: Describe): Json {
  if (body === undefined) return {};
  const content = Object.fromEntries(bodyTypes.map((type) => [type, { schema: describe(body) }]));
  return { requestBody: { required: ((body.required ?? []) as string[]).length > 0, content } };
}

function security(route: Pick<ServedRoute, 'auth' | 'scopes'>): Json {
  if (route.auth === 'none') return {};
  const token = { token: [...route.scopes] };
  return { security: route.auth === 'optional' ? [{}, token] : [token] };
}

/** The schema with every titled one inside replaced by a reference to its component. */
function described(schema: unknown, schemas: Map<string, { schema: object; as: Json }>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => described(one, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  const title = 'title' in schema && typeof schema.title === 'string' ? schema.title : null;
  const known = title === null ? undefined : schemas.get(title);
  if (known !== undefined && known.schema === schema) return { $ref: `#/components/schemas/${title}` };
  const as: Json = {};
  // Entered before its members are walked, for the sake of schemas that contain themselves.
  if (title !== null && known === undefined) schemas.set(title, { schema, as });
  for (const [name, value] of Object.entries(schema)) {
    if (name !== 'x-unreadable') as[name] = described(value, schemas);
  }
  return title !== null && known === undefined ? { $ref: `#/components/schemas/${title}` } : as;
}
