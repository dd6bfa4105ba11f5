/** Fastify sending prebuilt bytes: the ceiling of every read. */
import fastify from 'fastify';

/** Path to body. */
export type Bodies = Record<string, string>;

process.on('message', (bodies: Bodies) => {
  listen(bodies).then(
    (url) => process.send?.(url),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function listen(bodies: Bodies): Promise<string> {
  const app = fastify({ logger: false });
  for (const [path, body] of Object.entries(bodies)) {
    const bytes = Buffer.from(body);
    app.get(path, (_request, reply) => {
      reply.header('content-type', 'application/json; charset=utf-8');
      return reply.send(bytes);
    });
  }
  return app.listen({ host: '127.0.0.1', port: 0 });
}
