// Bulk answers travel by HTTP in both hosts: the request is JSON, the answer a frame, or `{problem}` with a status of 4xx or 5xx.
import type { BulkInput, BulkName, BulkOutput } from '../../shared/contract/calls.ts';
import { decodeFrame } from '../../shared/contract/frame.ts';
import { type Problem, ProblemError } from '../../shared/contract/problem.ts';

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && typeof (value as Problem).message === 'string';

/** The problem in an answer that is none, or a sentence about its status. */
export async function problemOfResponse(response: { status: number; text(): Promise<string> }): Promise<ProblemError> {
  const text = await response.text();
  try {
    const { problem } = JSON.parse(text) as { problem?: unknown };
    if (isProblem(problem)) return new ProblemError(problem.kind, problem.message);
  } catch {
    // Not ours, then: a proxy's page, say.
  }
  return new ProblemError('internal', `The engine answered with status ${response.status}; try again.`);
}

/** `base` is the address that the call's name is put behind. Rejects with ProblemError. */
export async function fetchBulk<Name extends BulkName>(
  base: string,
  name: Name,
  input: BulkInput<Name>,
  headers: Readonly<Record<string, string>>,
): Promise<BulkOutput<Name>> {
  let response: Response;
  try {
    response = await fetch(base + name, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  } catch {
    throw new ProblemError('internal', 'The connection to the engine is lost; is Burstscope still running?');
  }
  if (!response.ok) throw await problemOfResponse(response);
  return decodeFrame(await response.arrayBuffer()) as BulkOutput<Name>;
}
