// Calls about what a user adds to a capture. Answered by the host: a window never names a path.
import type { Workspace } from '../model/workspace.ts';
import type { OfSource } from './asked.ts';

export interface WorkspacePlace {
  /** The file it lies in, or will. */
  readonly path: string;
  /** Whether that is beside the capture; else it is in the folder of settings. */
  readonly beside: boolean;
}

export interface WorkspaceHostCalls {
  /** The workspace of a source; null: none was saved yet. A damaged one is a problem (`unreadable`). */
  workspace(input: OfSource): WorkspacePlace & { readonly workspace: Workspace | null };
  /** `text` is a workspace as JSON. Says where it was written. A file that is no workspace is never written over. */
  saveWorkspace(input: OfSource & { readonly text: string }): WorkspacePlace;
  /** Asks where to, and writes it there; null: the user thought better of it, or the host has no dialog (web). */
  saveWorkspaceAs(input: { readonly text: string; readonly suggestedName: string }): { readonly path: string } | null;
  /** The user picks a workspace, as text; null: they thought better of it, or the host has no dialog (web). */
  chooseWorkspace(input: null): { readonly name: string; readonly text: string } | null;
}
