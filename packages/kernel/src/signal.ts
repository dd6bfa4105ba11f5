/** Something that may happen to the whole process, and whoever wants to hear of it. */
export interface Signal {
  /** @param listener called each time, at once; must not throw. It stays for the life of the process */
  on(listener: () => void): void;
}

export interface RaisableSignal extends Signal {
  raise(): void;
}

export function signal(): RaisableSignal {
  const listeners: (() => void)[] = [];
  return {
    on(listener) {
      listeners.push(listener);
    },
    raise() {
      for (const listener of listeners) listener();
    },
  };
}
