# Writes binomial-test.expected.json: two-sided p-values of scipy.stats.binomtest (Debian's python3-scipy).
# python3 test/analysis/binomial-test-truth.py
import json
import os
import random

from scipy.stats import binomtest

random.seed(7)
cases = [[0, 1, 0.5], [1, 1, 0.5], [0, 10, 0.0], [10, 10, 1.0], [3, 10, 0.3], [5, 10, 0.5], [0, 364, 0.0829], [180, 273, 0.0829]]
while len(cases) < 300:
    n = int(10 ** random.uniform(0, 6))
    p = random.choice([random.random(), 10 ** random.uniform(-4, 0), 0.5, 0.25])
    spread = (n * p * (1 - p)) ** 0.5
    k = random.randint(0, n) if random.random() < 0.3 else min(n, max(0, round(random.gauss(n * p, 3 * spread + 1))))
    cases.append([k, n, p])
rows = [[k, n, p, binomtest(k, n, p).pvalue] for k, n, p in cases]
path = os.path.join(os.path.dirname(__file__), 'binomial-test.expected.json')
with open(path, 'w') as file:
    file.write('[\n' + ',\n'.join('  ' + json.dumps(row) for row in rows) + '\n]\n')
