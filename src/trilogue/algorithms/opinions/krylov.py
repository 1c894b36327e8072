"""The leading eigenvectors of a symmetric operator that is only known by its products."""

from collections.abc import Callable

import numpy as np

from trilogue.algorithms.opinions.model import Floats

DEPTH = 5
RESTARTS = 100
NEARLY = 1e-11
DEPENDENT = 1e-13


def leading(times: Callable[[Floats], Floats], block: Floats, wanted: int) -> tuple[Floats, Floats]:
    """The `wanted` greatest eigenvalues and, as rows, their eigenvectors of a positive semidefinite operator.

    `times` multiplies rows by the operator; `block` holds starting rows, as many as are carried over restarts.
    Block Krylov subspaces with Rayleigh-Ritz and restarts (Saad, Numerical Methods for Large Eigenvalue Problems,
    chapter 6), until the residual is below 1e-11 of the greatest value. Every sum is numpy's own, in one fixed
    order, so that the number of threads of a linear algebra library cannot change a digit.
    """
    values, block = np.zeros(0), _orthonormal(block, block[:0])
    image = times(block)
    for _ in range(RESTARTS):
        basis, image = _subspace(times, block, image)
        small = np.array([(basis * each).sum(axis=1) for each in image])
        values, mix = np.linalg.eigh((small + small.T) / 2)
        kept = mix[:, ::-1][:, : len(block)].T
        values = np.maximum(values[::-1][: len(block)], 0.0)
        block, image = _combined(kept, basis), _combined(kept, image)
        residual = image[:wanted] - values[:wanted, None] * block[:wanted]
        if np.sqrt((residual**2).sum(axis=1)).max(initial=0.0) <= NEARLY * values.max(initial=0.0):
            break
    return values[:wanted], block[:wanted]


def _subspace(times: Callable[[Floats], Floats], basis: Floats, image: Floats) -> tuple[Floats, Floats]:
    """The orthonormal rows of `basis`, and more that span times(basis), times(times(basis)) ...; and their image."""
    block = image
    for _ in range(DEPTH):
        block = _orthonormal(block, basis)
        if not len(block):
            break
        basis = np.concatenate([basis, block])
        block = times(block)
        image = np.concatenate([image, block])
    return basis, image


def _orthonormal(block: Floats, basis: Floats) -> Floats:
    """What of the rows of `block` is new beside `basis` and beside one another."""
    first = len(basis)
    for row in block:
        rest = row
        for _ in range(2):
            rest = rest - ((basis * rest).sum(axis=1)[:, None] * basis).sum(axis=0)
        if _length(rest) > DEPENDENT * _length(row):
            basis = np.concatenate([basis, (rest / _length(rest))[None]])
    return basis[first:]


def _length(row: Floats) -> float:
    return float(np.sqrt((row**2).sum()))


def _combined(mix: Floats, rows: Floats) -> Floats:
    return np.array([(weights[:, None] * rows).sum(axis=0) for weights in mix]).reshape(-1, rows.shape[1])
