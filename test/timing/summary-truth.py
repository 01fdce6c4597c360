"""Writes summary.expected.json: the gap summary by numpy and scipy, for test/timing/summary.test.ts.

Run it with Debian's python3-numpy and python3-scipy: python3 test/timing/summary-truth.py
"""
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.default_rng(20260101)
samples = {
    "one": [5.0],
    "two": [1.0, 4.0],
    "three": [1.0, 2.0, 4.0],
    "equal": [7.0] * 6,
    "exponential": rng.exponential(1e6, 501).round().tolist(),
    "pareto": (rng.pareto(1.3, 400) * 1e5).round().tolist(),
    "alternating": [float(x) for x in [10, 1000] * 25],
    "regular": (1e9 + rng.normal(0, 1e4, 60)).round().tolist(),
}


def value(x):
    return None if x is None or not np.isfinite(x) else float(x)


def summary(gaps):
    g = np.array(gaps)
    n = len(g)
    mean, population = g.mean(), g.std()
    sd = g.std(ddof=1) if n > 1 else None
    r = population / mean if mean else None
    finite = None
    if r is not None:
        below = (np.sqrt(n + 1) - 2) * r + np.sqrt(n - 1)
        finite = ((np.sqrt(n + 1) * r - np.sqrt(n - 1)) / below) if below else None
    memory = None
    if n > 2 and g[:-1].std() > 0 and g[1:].std() > 0:
        memory = stats.pearsonr(g[:-1], g[1:])[0]
    return {
        "n": n, "min": g.min(), "max": g.max(), "mean": mean, "sd": sd, "median": np.median(g),
        **{f"p{p}": np.percentile(g, p) for p in (25, 75, 90, 95, 99)},
        "mad": stats.median_abs_deviation(g),
        "cv": None if sd is None else sd / mean,
        "burstiness": (population - mean) / (population + mean),
        "burstinessFinite": finite,
        "memory": memory,
    }


out = {name: {"gaps": gaps, "summary": {k: value(v) for k, v in summary(gaps).items()}} for name, gaps in samples.items()}
pathlib.Path(__file__).with_name("summary.expected.json").write_text(json.dumps(out) + "\n")
