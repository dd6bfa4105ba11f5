import type { Log, LogLevel } from '@fanfare/kernel';

/** What another process logged, said again here. */
export function forwardLines(log: Log): (line: string) => void {
  return (line) => {
    const fields = parsed(line);
    if (fields === null) return log.info({}, line);
    const { 'log.level': level, message, ...rest } = fields;
    log[level as LogLevel](rest, String(message));
  };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const fields: unknown = JSON.parse(line);
    return typeof fields === 'object' ? (fields as Record<string, unknown> | null) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
