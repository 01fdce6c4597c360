// Which records of a capture tshark's display filters take: many filters in one pass, by taps of a Lua script.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One tap a filter; a filter that tshark refuses has `refused` in place of its numbers. */
const SCRIPT = `
local found, n = {}, 0
for line in io.lines(os.getenv("FILTERS")) do
  n = n + 1
  local numbers = {}
  local accepted, tap = pcall(Listener.new, "frame", line)
  if accepted then
    found[n] = numbers
    tap.packet = function(pinfo) numbers[#numbers + 1] = pinfo.number end
  end
end
Listener.new("frame").draw = function()
  for i = 1, n do print("filter", i, found[i] and table.concat(found[i], ",") or "refused") end
end
`;

const run = promisify(execFile);

/** By filter: the numbers of the records that it takes, or null where tshark refuses it. */
export async function tsharkFilters(path: string, filters: readonly string[]): Promise<(readonly number[] | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-filters-'));
  try {
    writeFileSync(join(folder, 'filters.txt'), filters.join('\n'));
    writeFileSync(join(folder, 'taps.lua'), SCRIPT);
    const env = { ...process.env, FILTERS: join(folder, 'filters.txt'), TZ: 'UTC' };
    const args = ['-n', '-q', '-X', `lua_script:${join(folder, 'taps.lua')}`, '-r', path];
    // tshark ends with an error where a file ends too early; what it printed before holds.
    const { stdout } = await run('tshark', args, { env, maxBuffer: 1 << 30 }).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? '',
    }));
    const lines = stdout.split('\n').filter(line => line.startsWith('filter\t'));
    return lines.map(line => numbersOf(line.split('\t')[2]!));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function numbersOf(text: string): readonly number[] | null {
  if (text === 'refused') return null;
  return text === '' ? [] : text.split(',').map(Number);
}
