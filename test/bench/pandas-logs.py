"""What our beacons and windows answer, with pandas as its users write it: vectorised, no loop over rows.

pandas-logs.py pairs FILE      gaps of each pair of a conversation log: count, mean, standard deviation, ranked
pandas-logs.py beacons FILE    what our report holds of each pair but for the period: gaps, jitter, first and last, RITA's score
pandas-logs.py windows FILE    the study's features of 10 second windows of flow records, distinct values per group

Prints one line of JSON: rows of the answer, seconds and processor seconds of the work without Python's start.
"""

import json
import sys
import time

started, used = time.perf_counter(), time.process_time()

import numpy as np
import pandas as pd

STAMP = '%Y-%m-%d-%H:%M:%S.%f'


def read_conversations(path):
    names = ['src', 'dst', 'proto', 'sport', 'dport', 'down', 'up', 'packets_down', 'packets_up', 'start', 'end', 'a', 'b']
    rows = pd.read_csv(path, sep=' ', header=None, names=names)
    rows['start'] = pd.to_datetime(rows['start'], format=STAMP, errors='coerce')
    return rows.dropna(subset=['start']).sort_values('start', kind='stable')


def pairs(path):
    rows = read_conversations(path)
    ends = [rows['src'], rows['dst']]
    gaps = rows.groupby(['src', 'dst'])['start'].diff().dt.total_seconds()
    table = gaps.groupby(ends).agg(['count', 'mean', 'std']).reset_index()
    return table[table['count'] >= 3].sort_values('std')


def statistical_score(sample, when_tiny):
    q1, q2, q3 = np.median(sample[: len(sample) // 2]), np.median(sample), np.median(sample[-(len(sample) // 2) :])
    flat = q3 - q1 < 10 or q2 == q1 or q2 == q3
    skew = 0 if flat else (q1 + q3 - 2 * q2) / (q3 - q1)
    mad = np.median(np.abs(sample - q2))
    return (1 - abs(skew) + (when_tiny if q2 < 1 else max(0, (q2 - mad) / q2))) / 2


def rita(pair, first, last):
    """As DEFINITIONS section 4 adopts it, but for the bimodal fit."""
    seconds = np.sort(pair['second'].to_numpy())
    gaps = np.sort(np.diff(np.unique(seconds)))
    if len(gaps) < 3:
        return np.nan
    stamps = statistical_score(gaps, 1)
    sizes = statistical_score(np.sort(pair['up'].to_numpy()), 0)
    bins = np.histogram(seconds, bins=24, range=(first, last))[0]
    even = max(0, 1 - bins.std() / bins.mean()) if bins.any() else 0
    lasts = min(1, (seconds[-1] - seconds[0]) / (last - first)) if (bins > 0).sum() >= 6 else 0
    return (stamps + sizes + even + lasts) / 4


def beacons(path):
    rows = read_conversations(path)
    counts = rows.groupby(['src', 'dst'])['up'].transform('size')
    rows = rows[counts >= 4]
    gaps = rows.groupby(['src', 'dst'])['start'].diff().dt.total_seconds()
    grouped = gaps.groupby([rows['src'], rows['dst']])
    table = grouped.agg(['count', 'mean', 'std', 'median'])
    seen = rows.groupby(['src', 'dst'])['start'].agg(['first', 'last'])
    median = grouped.transform('median')
    mad = (gaps - median).abs().groupby([rows['src'], rows['dst']]).median()
    rows['second'] = rows['start'].astype('int64') // 1_000_000_000
    last = rows['second'].max()
    first = max(rows['second'].min(), last - 86_400)
    day = rows[rows['second'] >= first]
    score = day.groupby(['src', 'dst'])[['second', 'up']].apply(rita, first, last)
    table = table.join(seen).join(mad.rename('mad')).join(score.rename('score'))
    table['jitter'] = table['mad'] / table['median']
    return table.reset_index().sort_values('std')


def distribution(rows, by, value):
    by = by if isinstance(by, list) else [by]
    per_group = rows.drop_duplicates(['window', *by, value]).groupby(['window', *by]).size()
    of_window = per_group.groupby(level='window')
    shares = of_window.quantile([0.25, 0.5, 0.75, 0.9]).unstack()
    return pd.concat([of_window.max(), of_window.mean(), shares], axis=1)


def windows(path):
    names = ['ts', 'proto', 'state', 'src', 'sport', 'dst', 'dport', 'up', 'down']
    rows = pd.read_csv(path, header=None, names=names)
    rows['ts'] = pd.to_datetime(rows['ts'], format='%Y-%m-%d %H:%M:%S')
    rows['window'] = rows['ts'].astype('int64') // 10_000_000_000
    of_window = rows.groupby('window')
    parts = [of_window.size().rename('num_entries')]
    parts += [of_window[name].nunique() for name in ['dport', 'sport', 'dst', 'src']]
    parts.append(pd.crosstab(rows['window'], rows['state']))
    conns = rows.drop_duplicates(['window', 'src', 'dst']).groupby('window').size()
    flows = rows.drop_duplicates(['window', 'src', 'sport', 'dst', 'dport', 'proto']).groupby('window').size()
    parts += [conns, flows, flows / conns]
    for by, value in [
        (['src', 'dst'], 'dport'),
        ('dst', 'dport'),
        ('dst', 'src'),
        ('src', 'dport'),
        ('src', 'dst'),
        ('dport', 'dst'),
        ('dport', 'src'),
    ]:
        parts.append(distribution(rows, by, value))
    return pd.concat(parts, axis=1)


what, path, out = sys.argv[1:4]
table = {'pairs': pairs, 'beacons': beacons, 'windows': windows}[what](path)
table.to_csv(out, index=False)
print(
    json.dumps(
        {
            'rows': len(table),
            'seconds': time.perf_counter() - started,
            'cpu': time.process_time() - used,
            'pandas': pd.__version__,
        }
    )
)
