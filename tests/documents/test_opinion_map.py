"""The map as a picture: every mark inside, labels that cover none, nothing of delegations."""

import re

from hypothesis import given
from hypothesis import strategies as st

from trilogue.documents.opinion_map import HEIGHT, WIDTH, opinion_map, standalone
from trilogue.domain.opinions.queries import Group, Point

places = st.floats(-1, 1).map(lambda value: round(value, 2))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def groups_of(points: list[Point]) -> list[Group]:
    numbers = sorted({each.group for each in points})
    return [Group(number, sum(each.group == number for each in points), (), ()) for number in numbers]


def test_nothing_to_draw() -> None:
    assert opinion_map([], [], []) is None


@given(st.lists(st.builds(Point, places, places, st.integers(1, 5)), min_size=1, max_size=120))
def test_all_marks_and_labels_are_inside(points: list[Point]) -> None:
    groups = groups_of(points)
    drawn = opinion_map(groups, points, [f"Group {each.number}" for each in groups])
    assert drawn
    assert sum(each.marks.count("M") for each in drawn.clusters) == len(points)
    for cluster in drawn.clusters:
        assert 0 < cluster.x < WIDTH
        assert 0 < cluster.y < HEIGHT
        for start in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", cluster.outline):
            assert -60 < float(start[0]) < WIDTH + 60
            assert -60 < float(start[1]) < HEIGHT + 60


def test_marks_on_one_spot_can_all_be_seen() -> None:
    points = [Point(0.5, 0.5, 1)] * 9
    drawn = opinion_map(groups_of(points), points, ["Group"])
    assert drawn
    starts = re.findall(r"M[^a]+a", drawn.clusters[0].marks)
    assert len(set(starts)) == 9


def test_groups_have_shapes_of_their_own() -> None:
    points = [Point(number / 5, 0, number) for number in range(1, 6)]
    drawn = opinion_map(groups_of(points), points, ["a"] * 5)
    assert drawn
    assert len({each.shape for each in drawn.clusters}) == 5


def test_alone_the_picture_has_its_own_colours_and_escapes_words() -> None:
    points = [Point(0, 0, 1)]
    drawn = opinion_map(groups_of(points), points, ["A & <B>"])
    assert drawn
    picture = standalone(drawn, "Noto Sans")
    assert "A &amp; &lt;B&gt;" in picture
    assert "class=" not in picture
