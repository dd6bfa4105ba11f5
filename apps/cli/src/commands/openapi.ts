import { openApiDocument } from '@fanfare/http';
import { VERSION } from '@fanfare/kernel';
import type { Command } from '../command.ts';
import { withRouteTable } from './route-table.ts';

export const openapi: Command = {
  name: 'openapi',
  usage: '',
  help: 'Print the OpenAPI document of the public API.',
  options: {},
  async run({ environment }) {
    const document = await withRouteTable(environment, async (routes, publicUrl) =>
      openApiDocument(routes, { title: 'Fanfare', version: VERSION, url: publicUrl }),
    );
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return 0;
  },
};
