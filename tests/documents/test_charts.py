"""Geometry: true to the figures, the same every time, without collisions."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.documents.charts import bars, group, round_table
from trilogue.documents.sketch_map import MARGIN, WIDTH, Spot, label_size, sketch_map, text_width

COUNTS = st.dictionaries(st.sampled_from(["CN", "JP", "KR", "MN", "VN"]), st.integers(0, 200), max_size=5)
SEOUL = Spot(37.5665, 126.978, "Seoul", "", "1·2", (1, 2))
GWANGJU = Spot(37.4294, 127.255, "Gwangju City", "Gyeonggi Province", "5", (5,))
GYEONGJU = Spot(35.8562, 129.2247, "Gyeongju City", "Gyeongsangbuk-do", "3·7", (3, 8))
PYEONGCHANG = Spot(37.3704, 128.3903, "PyeongChang County", "Gangwon Province", "4", (4,))
GANGNEUNG = Spot(37.7519, 128.8761, "Gangneung City", "Gangwon Province", "6", (6,))
SOKCHO = Spot(38.207, 128.5918, "Sokcho City", "Gangwon Province", "6", (7,))
RECORD = (SEOUL, GYEONGJU, PYEONGCHANG, GWANGJU, GANGNEUNG, SOKCHO)
COORDINATES = st.tuples(st.floats(-80, 80), st.floats(-170, 170))


def test_bars_are_as_long_as_their_figures() -> None:
    drawn = bars([("CN", 35), ("JP", 15), ("KR", 38)])
    assert [(bar.code, bar.width) for bar in drawn.bars] == [("CN", 350), ("JP", 150), ("KR", 380)]
    assert drawn.height == 202


@given(counts=COUNTS)
def test_bars_keep_within_the_drawing_and_their_proportions(counts: dict[str, int]) -> None:
    drawn = bars(list(counts.items()))
    assert all(0 <= bar.width <= drawn.width for bar in drawn.bars)
    for a, b in combinations(drawn.bars, 2):
        assert abs(a.width * b.count - b.width * a.count) <= max(a.count, b.count)


@given(counts=COUNTS)
def test_the_group_has_one_figure_a_participant_within_the_frame(counts: dict[str, int]) -> None:
    drawn = group(counts)
    patterns = [figure.pattern for figure in drawn.figures]
    known = {code: count for code, count in counts.items() if code in ("CN", "JP", "KR")}
    assert len(patterns) == sum(counts.values())
    assert all(patterns.count(code.lower()) == count for code, count in known.items())
    assert patterns.count("other") == sum(counts.values()) - sum(known.values())
    assert all(0 < figure.x < drawn.width and 0 < figure.y < drawn.height for figure in drawn.figures)
    assert len({(figure.x, figure.y) for figure in drawn.figures}) == len(patterns)


def test_the_group_is_mixed_rather_than_by_delegation() -> None:
    patterns = [figure.pattern for figure in group({"CN": 35, "JP": 15, "KR": 38}).figures]
    for start in range(0, 88, 22):
        assert {"cn", "jp", "kr"} <= set(patterns[start : start + 22])


def test_the_round_table_joins_only_people_of_different_countries() -> None:
    drawn = round_table(["CN", "JP", "KR"])
    at = {(seat.x, seat.y): seat.pattern for seat in drawn.seats}
    assert len(at) == 8
    assert all(at[x1, y1] != at[x2, y2] for x1, y1, x2, y2 in drawn.lines)
    assert round_table([]).seats == ()


def test_the_map_is_true_to_latitude_and_longitude() -> None:
    drawn = sketch_map(RECORD)
    assert drawn is not None
    dots = {dot.spot.name: dot for dot in drawn.dots}
    east_west = dots["Gyeongju City"].x - dots["Seoul"].x
    north_south = dots["Gyeongju City"].y - dots["Seoul"].y
    degrees = (GYEONGJU.longitude - SEOUL.longitude) / (SEOUL.latitude - GYEONGJU.latitude)
    assert east_west / north_south == pytest.approx(degrees * 0.797, rel=0.01)


def test_the_labels_of_the_record_cover_neither_each_other_nor_a_dot() -> None:
    drawn = sketch_map(RECORD)
    assert drawn is not None
    boxes = []
    for dot in drawn.dots:
        wide, high = label_size(dot.spot)
        left = {"start": dot.label_x, "end": dot.label_x - wide, "middle": dot.label_x - wide / 2}[dot.anchor]
        boxes.append((left, dot.label_y - 14, left + wide, dot.label_y - 14 + high))
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= drawn.width
        for dot in drawn.dots:
            assert not (left < dot.x < right and top < dot.y < bottom)


@given(st.lists(COORDINATES, min_size=1, max_size=12, unique=True))
def test_any_places_stay_within_the_map(points: list[tuple[float, float]]) -> None:
    spots = [Spot(lat, lon, "Place", "", "1", (index,)) for index, (lat, lon) in enumerate(points)]
    drawn = sketch_map(spots)
    assert drawn is not None
    assert all(MARGIN - 1 <= dot.x <= WIDTH - MARGIN + 1 for dot in drawn.dots)
    assert all(0 <= dot.y <= drawn.height for dot in drawn.dots)


def test_the_way_leads_from_stop_to_stop_and_not_to_where_it_already_is() -> None:
    drawn = sketch_map(RECORD)
    assert drawn is not None
    assert len(drawn.path) == 6


def test_no_place_makes_no_map() -> None:
    assert sketch_map([]) is None


def test_wide_characters_take_more_room() -> None:
    assert text_width("경주시", 18) > text_width("abc", 18)
