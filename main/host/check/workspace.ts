// Schemas of the calls about workspaces. What is in a workspace is checked where it is read (shared/model/workspace.ts).
import { z } from 'zod';
import { MAX_WORKSPACE } from '../../../shared/model/workspace.ts';
import { ofSource } from './parts.ts';

export const workspaceSchemas = {
  workspace: z.strictObject(ofSource),
  saveWorkspace: z.strictObject({ ...ofSource, text: z.string().min(2).max(MAX_WORKSPACE) }),
};
