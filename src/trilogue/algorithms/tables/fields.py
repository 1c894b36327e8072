"""Two arithmetics on 0..size-1: residues, and the finite field of a prime power."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Protocol


class Arithmetic(Protocol):
    @property
    def size(self) -> int: ...
    def add(self, one: int, other: int) -> int: ...
    def multiply(self, one: int, other: int) -> int: ...


@dataclass(frozen=True)
class Residues:
    """Whole numbers modulo `size`."""

    size: int

    def add(self, one: int, other: int) -> int:
        return (one + other) % self.size

    def multiply(self, one: int, other: int) -> int:
        return one * other % self.size


@dataclass(frozen=True)
class GaloisField:
    """The field of prime ** degree elements: polynomials over the prime, written as digits of a number."""

    prime: int
    degree: int

    @property
    def size(self) -> int:
        return int(self.prime**self.degree)

    def add(self, one: int, other: int) -> int:
        digits = zip(self._digits(one), self._digits(other), strict=True)
        return self._number([(a + b) % self.prime for a, b in digits])

    def multiply(self, one: int, other: int) -> int:
        terms = [0] * (2 * self.degree - 1)
        for i, a in enumerate(self._digits(one)):
            for j, b in enumerate(self._digits(other)):
                terms[i + j] += a * b
        return self._number(_remainder(terms, self._modulus, self.prime))

    @cached_property
    def _modulus(self) -> list[int]:
        return _irreducible(self.prime, self.degree)

    def _digits(self, number: int) -> list[int]:
        return [number // self.prime**place % self.prime for place in range(self.degree)]

    def _number(self, digits: list[int]) -> int:
        return sum(digit * self.prime**place for place, digit in enumerate(digits))


def prime_power(number: int) -> tuple[int, int] | None:
    """(prime, degree) when the number is a power of a prime, otherwise None."""
    prime = next((d for d in range(2, int(number**0.5) + 1) if number % d == 0), number)
    degree = 0
    while prime > 1 and number % prime == 0:
        number //= prime
        degree += 1
    return (prime, degree) if number == 1 and degree else None


def _remainder(terms: list[int], divisor: list[int], prime: int) -> list[int]:
    """Polynomials, lowest term first; the divisor's highest term is 1."""
    rest = list(terms)
    degree = len(divisor) - 1
    while len(rest) > degree:
        lead = rest.pop() % prime
        for place, term in enumerate(divisor[:-1], start=len(rest) - degree):
            rest[place] -= lead * term
    return [term % prime for term in rest]


def _monic(prime: int, degree: int) -> Iterator[list[int]]:
    for lower in product(range(prime), repeat=degree):
        yield [*lower, 1]


def _irreducible(prime: int, degree: int) -> list[int]:
    """The first polynomial of this degree without a divisor of at most half its degree; one always exists."""
    divisors = [divisor for half in range(1, degree // 2 + 1) for divisor in _monic(prime, half)]
    return next(
        candidate
        for candidate in _monic(prime, degree)
        if all(any(_remainder(candidate, divisor, prime)) for divisor in divisors)
    )
