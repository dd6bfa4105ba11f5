/** Short messages at the edge, spoken by screen readers: what was done, with a way back, or what failed. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { Button } from './button.tsx';
import css from './toasts.module.css';
import { wordsFor } from './trouble.tsx';

interface Toast {
  id: number;
  text: string;
  kind: 'plain' | 'bad';
  action?: { label: string; run(): void };
  /** Until it is dismissed. */
  stays?: boolean;
}

const LIFE = 6000;
const useToasts = create(() => ({ toasts: [] as Toast[] }));
let last = 0;

export function toast(text: string, options: Partial<Pick<Toast, 'kind' | 'action' | 'stays'>> = {}): number {
  last += 1;
  const made: Toast = { id: last, text, kind: 'plain', ...options };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), made] }));
  return made.id;
}

export function toastTrouble(error: unknown): void {
  if (troubleOf(error).kind === 'signed-out') session.expire();
  toast(wordsFor(error), { kind: 'bad' });
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));
}

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {toasts.map((one) => (
        <ToastCard key={one.id} {...one} />
      ))}
    </div>
  );
}

function ToastCard({ id, text, kind, action, stays = false }: Toast) {
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(dismissToast, LIFE, id);
    return () => clearTimeout(timer);
  }, [id, stays]);
  return (
    <div className={css.toast} data-kind={kind}>
      <span>{text}</span>
      {action === undefined ? null : (
        <Button
          look="second"
          onClick={() => {
            dismissToast(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
    </div>
  );
}
