/** A page that breaks says so, and the rest of the client goes on. */
import type { ReactNode } from 'react';
import { Component } from 'react';
import { TroubleCard } from '../ui/trouble.tsx';

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
    // A file of the build that is gone: the server was updated, and the new build is one reload away.
    return <TroubleCard error={this.state.error} retry={() => location.reload()} />;
  }
}
