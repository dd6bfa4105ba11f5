/** A page that breaks says so, and the rest of the client goes on. */
import type { ReactNode } from 'react';
import { Component } from 'react';
import { TroubleCard } from '../ui/trouble.tsx';

interface Props {
  children: ReactNode;
}

/** React offers this as a class only. */
export class Boundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    // A file of the build that is gone: the server was updated, and the new build is one reload away.
    return <TroubleCard error={this.state.error} retry={() => location.reload()} />;
  }
}
