// Bulk answers travel by HTTP in both hosts: the request is JSON, the answer a frame, or `{problem}` with a status of 4xx or 5xx.
import { decodeFrame, type Frame } from '../../shared/contract/frame.ts';
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

export async function fetchFrame<Meta>(
  url: string,
  input: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Frame<Meta>> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  } catch {
    throw new ProblemError('internal', 'The connection to the engine is lost; is Burstscope still running?');
  }
  if (!response.ok) throw await problemOfResponse(response);
  return decodeFrame<Meta>(await response.arrayBuffer());
}
