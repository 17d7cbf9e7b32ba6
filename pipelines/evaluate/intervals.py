"""How sure a measured figure is: intervals of 95 %.

Belongs here: resampling, and intervals of shares and of F1. Does not belong here: what is measured.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

N_RESAMPLES = 1_000
_SEED = 20_161_109  # any number; fixed, so that the same rows have the same intervals
_Z = 1.959963984540054  # the normal quantile of .975

type Interval = tuple[float, float]


def resampled_weights(n_units: int) -> NDArray[np.float64]:
    """How often each unit (a document) is drawn in each resample of the bootstrap: resamples by units."""
    generator = np.random.default_rng(_SEED)
    return generator.multinomial(n_units, np.full(n_units, 1 / n_units), size=N_RESAMPLES).astype(np.float64)


def percentile_interval(values: NDArray[np.float64]) -> Interval:
    """The percentile interval of a figure's values over the resamples (Efron 1979)."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def wilson_interval(n_right: int, n: int) -> Interval:
    """The interval of a share, from Wilson (1927): it holds for few items and for shares near 0 and 1 too.

    Raises: ValueError when there are no items.
    """
    if n == 0:
        message = "a share of nothing has no interval"
        raise ValueError(message)
    share, square = n_right / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def f1_interval(n_right: int, n_given: int, n_gold: int) -> Interval:
    """The interval of an F1 from Lam, Gopal and Qian (2024, arXiv:2309.14621), "Wilson indirect".

    F1 = 2s / (1 + s) grows with s, the share of right items among those that are given, gold or both, so the ends of
    the Wilson interval of s give the ends of that of F1. Each item is to be given once and gold once at most.

    Raises: ValueError when there are no items.
    """
    low, high = wilson_interval(n_right, n_given + n_gold - n_right)
    return 2 * low / (1 + low), 2 * high / (1 + high)
