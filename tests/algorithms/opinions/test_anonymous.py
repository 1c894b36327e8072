"""Single votes that are given away tell nothing of who cast them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.opinions.anonymous import Anonymous, Ballot, export_rows

BALLOTS = st.lists(
    st.builds(
        Ballot,
        st.sampled_from([f"v{number}" for number in range(14)]),
        st.sampled_from(["0", "1", "2"]),
        st.sampled_from([-1, 0, 1]),
        st.integers(1_700_000_000, 1_700_030_000),
    ),
    max_size=60,
)


@given(BALLOTS, st.integers(0, 2**64))
def test_the_sums_stay_and_every_time_is_shared_by_five(ballots: list[Ballot], seed: int) -> None:
    given_away = export_rows(ballots, seed=seed, statements={"0", "1"})
    last = {(each.voter, each.statement): each.value for each in ballots if each.statement != "2"}
    if len({voter for voter, _ in last}) < 5:
        assert given_away == Anonymous((), {})
        return
    assert Counter((vote.statement, vote.value) for vote in given_away.votes) == Counter(
        (statement, value) for (_, statement), value in last.items()
    )
    begun = {vote.voter: vote.time for vote in given_away.votes}
    assert {(vote.voter, vote.time) for vote in given_away.votes} == set(begun.items())
    assert all(count >= 5 for count in Counter(begun.values()).values())
    assert all(time % 3600 == 0 for time in begun.values())


def test_neither_numbers_nor_order_follow_the_votes() -> None:
    ballots = [Ballot(f"v{number}", "0", number % 2, 1_700_000_000 + number) for number in range(60)]
    one, other = (export_rows(ballots, seed=seed, statements={"0"}).votes for seed in (1, 2))
    assert one != other
    assert [vote.voter for vote in one] == list(range(60))
    assert [vote.value for vote in one] != [number % 2 for number in range(60)]


def test_a_group_of_fewer_than_five_is_not_named() -> None:
    ballots = [Ballot(f"v{number}", "0", 1, 1_700_000_000) for number in range(9)]
    groups = {f"v{number}": int(number >= 5) for number in range(9)}
    assert Counter(export_rows(ballots, seed=1, statements={"0"}, groups=groups).group.values()) == {0: 5}
