// `burstscope graph`: who talks to whom, for tools that draw and measure graphs.
import { FILE_HELP, OUTPUT_HELP, SELECTION_HELP, SOURCE_HELP } from './options.ts';
import { reportCommand } from './write-report.ts';

export const graph = reportCommand({
  report: 'graph',
  summary: 'who talks to whom, as GraphML, JSON or CSV',
  help: `burstscope graph FILE… [options]

Writes the graph of hosts: a directed edge for every stream, with its packets, bytes and payload.
GraphML has the hosts too, with their names and traffic; CSV and JSON have a row an edge.
${FILE_HELP}

  --graphml PATH        write a GraphML document, complete or not at all
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope graph home.pcapng --graphml home.graphml
  burstscope graph home.pcapng --filter 'tcp.port == 443' --json
`,
  options: {},
  files: ['graphml'],
  request: () => ({}),
});
