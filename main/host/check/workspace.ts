// Schemas of the calls about workspaces. What is in a workspace is checked where it is read (shared/model/workspace.ts).
import { z } from 'zod';
import { HOST_COLOURS, MAX_HOSTS, MAX_NAME, MAX_WORKSPACE } from '../../../shared/model/workspace.ts';
import { ofSource } from './parts.ts';

const text = z.string().min(2).max(MAX_WORKSPACE);

const mark = z.strictObject({
  name: z.string().max(MAX_NAME).optional(),
  colour: z
    .int()
    .min(0)
    .max(HOST_COLOURS - 1)
    .optional(),
});
/** By address. */
export const hostMarks = z
  .record(z.string().max(120), mark)
  .refine(marks => Object.keys(marks).length <= MAX_HOSTS, `must not hold more than ${MAX_HOSTS} hosts`);

export const workspaceSchemas = {
  workspace: z.strictObject(ofSource),
  saveWorkspace: z.strictObject({ ...ofSource, text }),
  saveWorkspaceAs: z.strictObject({ text, suggestedName: z.string().min(1).max(255) }),
  chooseWorkspace: z.null(),
};
