// A view that throws takes nothing else with it: it says so in its place and offers to begin again.
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from './ui.module.css';

interface Props {
  /** What broke, as it stands in a sentence: `The timeline`. */
  readonly name: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className={classes.broken} role="alert" data-testid="view-broken">
        <p>
          {this.props.name} stopped working: {message}
        </p>
        <Button onClick={() => this.setState({ message: null })}>Reload view</Button>
      </div>
    );
  }
}
