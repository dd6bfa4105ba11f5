/** How far a long command is: a bar on a terminal, a line each tenth otherwise, nothing with --json. */
export interface Progress {
  advance(by: number): void;
  done(): void;
}

const WIDTH = 30;

export function progress(label: string, total: number, silent: boolean): Progress {
  let at = 0;
  let shown = -1;
  const terminal = process.stderr.isTTY;
  function show(): void {
    const share = total === 0 ? 1 : at / total;
    const step = Math.floor(share * (terminal ? 100 : 10));
    if (silent || step === shown) return;
    shown = step;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '·');
    process.stderr.write(
      terminal ? `\r${label.padEnd(10)} ${bar} ${at}/${total}` : `${label} ${at}/${total}\n`,
    );
  }
  show();
  return {
    advance(by) {
      at += by;
      show();
    },
    done() {
      if (terminal && !silent) process.stderr.write('\n');
    },
  };
}
