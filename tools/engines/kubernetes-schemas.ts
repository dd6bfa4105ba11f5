/** From the API's own description to one strict schema for each kind: a misspelt field is an error. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Node = string | number | boolean | null | Node[] | { [key: string]: Node };
type Definitions = Record<string, { [key: string]: Node }>;
interface Kind {
  group: string;
  kind: string;
  version: string;
}

const PREFIX = '#/definitions/';
/** What a schema checker has no use for. */
const left = (key: string) => key === 'description' || key === 'format' || key.startsWith('x-kubernetes');

/** @param swagger of the source of Kubernetes; @param folder gets `deployment-apps-v1.json` and the like */
export async function kubernetesSchemas(swagger: string, folder: string): Promise<void> {
  const { definitions } = JSON.parse(await readFile(swagger, 'utf8')) as { definitions: Definitions };
  for (const [name, definition] of Object.entries(definitions)) {
    for (const kind of (definition['x-kubernetes-group-version-kind'] ?? []) as unknown as Kind[]) {
      // These two are in every group, and nobody writes them.
      if (kind.kind === 'DeleteOptions' || kind.kind === 'WatchEvent') continue;
      const schema = inlined(definition, definitions, [name]) as { properties?: Record<string, object> };
      if (schema.properties === undefined) continue;
      schema.properties.apiVersion = {
        enum: [kind.group === '' ? kind.version : `${kind.group}/${kind.version}`],
      };
      schema.properties.kind = { enum: [kind.kind] };
      const parts = [kind.kind, kind.group.split('.')[0] ?? '', kind.version].filter((part) => part !== '');
      await writeFile(join(folder, `${parts.join('-').toLowerCase()}.json`), JSON.stringify(schema));
    }
  }
}

/** With what it refers to in place; a kind within itself may be anything. @param within names on the way here */
function inlined(node: Node, definitions: Definitions, within: readonly string[]): Node {
  if (Array.isArray(node)) return node.map((one) => inlined(one, definitions, within));
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string') return referred(node.$ref.slice(PREFIX.length), definitions, within);
  const made: { [key: string]: Node } = {};
  for (const [key, value] of Object.entries(node))
    if (!left(key)) made[key] = inlined(value, definitions, within);
  if (made.properties !== undefined && made.additionalProperties === undefined)
    made.additionalProperties = false;
  return made;
}

function referred(name: string, definitions: Definitions, within: readonly string[]): Node {
  if (within.includes(name)) return {};
  if (name.endsWith('IntOrString')) return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
  if (name.endsWith('resource.Quantity')) return { oneOf: [{ type: 'string' }, { type: 'number' }] };
  return inlined(definitions[name] ?? {}, definitions, [...within, name]);
}

/** The same of kinds that an operator brings, from their definitions. @param file with one CustomResourceDefinition */
export async function customSchemas(file: string, folder: string): Promise<void> {
  const { parse } = await import('yaml');
  const { spec } = parse(await readFile(file, 'utf8')) as CustomDefinition;
  for (const { name, schema } of spec.versions) {
    const made = inlined(schema.openAPIV3Schema, {}, []) as { properties: Record<string, object> };
    made.properties.metadata = { type: 'object' };
    const group = spec.group.split('.')[0];
    const path = join(folder, `${spec.names.kind}-${group}-${name}.json`.toLowerCase());
    await writeFile(path, JSON.stringify(made));
  }
}

interface CustomDefinition {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Node } }[];
  };
}
