import { openApiDocument } from '@fanfare/http';
import { VERSION } from '@fanfare/kernel';
import { routeTable } from '@fanfare/server';
import type { Command } from '../command.ts';

export const openapi: Command = {
  name: 'openapi',
  usage: '',
  help: 'Print the OpenAPI document of the public API.',
  options: {},
  async run({ environment }) {
    const { routes, publicUrl } = await routeTable(environment);
    const document = openApiDocument(routes, { title: 'Fanfare', version: VERSION, url: publicUrl });
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return 0;
  },
};
