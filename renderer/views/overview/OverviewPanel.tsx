// The inspector with nothing selected: what the source holds at a glance, what is worth a look, and the source itself.

import type { SourceInfo } from '../../../shared/model/source.ts';
import { useOverview } from '../../state/use-overview.ts';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import { unreadLines } from '../../ui/unread-lines.ts';
import { Answered, Section } from '../inspector/parts.tsx';
import { pairsCsv, portsCsv, protocolsCsv, talkersCsv } from './csv-columns.ts';
import { Findings } from './Findings.tsx';
import { Glance } from './Glance.tsx';
import classes from './overview.module.css';
import { Protocols } from './Protocols.tsx';
import { Pairs, Ports, Talkers } from './Rankings.tsx';
import { SourceFacts } from './SourceFacts.tsx';

export function OverviewPanel({ info }: { readonly info: SourceInfo }) {
  const answer = useOverview(info.source);
  return (
    <div className={classes.panel} data-testid="overview">
      <Glance info={info} overview={answer.value} />
      {(info.hosts > 0 || info.damage.length > 0 || unreadLines(info).count > 0) && <Findings info={info} />}
      <Answered answer={answer} lines={16}>
        {overview =>
          overview.hosts > 0 && (
            <>
              <Section
                title={<Term text={MEASURES.talkers}>Top talkers</Term>}
                table={{ of: 'Top talkers', ending: 'talkers.csv', csv: () => talkersCsv(overview) }}
              >
                <Talkers rows={overview.talkers} />
              </Section>
              <Section
                title={<Term text={MEASURES.conversation}>Busiest conversations</Term>}
                table={{ of: 'Busiest conversations', ending: 'busiest.csv', csv: () => pairsCsv(overview) }}
              >
                <Pairs rows={overview.busiest} />
              </Section>
              <Section
                title={<Term text={MEASURES.ports}>Ports</Term>}
                table={{ of: 'Ports', ending: 'ports.csv', csv: () => portsCsv(overview) }}
              >
                <Ports title="TCP" rows={overview.tcpPorts} />
                <Ports title="UDP" rows={overview.udpPorts} />
              </Section>
              <Section
                title={<Term text={MEASURES.kinds}>Protocols</Term>}
                table={{ of: 'Protocols', ending: 'protocols.csv', csv: () => protocolsCsv(overview) }}
              >
                <Protocols transports={overview.transports} kinds={overview.kinds} />
              </Section>
            </>
          )
        }
      </Answered>
      <SourceFacts info={info} />
    </div>
  );
}
