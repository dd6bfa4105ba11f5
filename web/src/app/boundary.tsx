/** A page that breaks says so, and the rest of the client goes on. */
import type { ReactNode } from 'react';
import { Component } from 'react';
import { useTexts } from '../texts/index.ts';
import { Button } from '../ui/button.tsx';

interface Props {
  /** Of the page; with another one it goes on. */
  path: string;
  children: ReactNode;
}

/** React offers this as a class only. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (before.path !== this.props.path && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <BrokenPage />;
  }
}

/** Whatever broke, one sentence: a file of the build that is gone, as after an update of the server, or a mistake of ours. */
function BrokenPage() {
  const { trouble } = useTexts();
  return (
    <section className="card center" role="alert">
      <p>{navigator.onLine ? `${trouble.pageBroken} ${trouble.nothingLost}` : trouble.offline}</p>
      <p className="actions">
        <Button onClick={() => location.reload()}>{trouble.reload}</Button>
      </p>
    </section>
  );
}
