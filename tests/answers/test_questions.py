"""What people type, and what they mean by it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.names import typed_names
from answers.question import LONGEST, Question, Trouble, ask, fold
from answers.since import Since
from answers.span import find_spans
from tally.category import CATEGORIES

TODAY = date(2026, 11, 23)

TYPED = """
personnel: personnel; Soldiers; troops; особовий склад; особового складу; окупантів; солдати; how many men; военных;
    orcs; Persennel; killed and wounded; osobovyi sklad
tanks: tanks; TANK; tansk; tnaks; main battle tanks; танки; танків; Танк; скільки танків; танкы; tanky; Panzer;
    czołgi; nfyrb; ефтлы; tanks!!!; 🔥tanks🔥; "tanks"; how many tanks have they lost so far?; tanques
armoured_vehicles: APV; apc; APCs; AFVs; ACV; armoured vehicles; armored vehicles; armored fighting vehicles; ббм;
    БТР; бмп; бойові броньовані машини; бронетехніка; armoured_vehicles; armored combat vehicle; бронемашыны
artillery: artillery; arty; artilery; Howitzers; guns; артилерія; арилерія; артсистем; гармати; артиллерия; арта
mlrs: MLRS; mrls; MLR; Grad; rocket launchers; РСЗВ; рсзо; реактивні системи залпового вогню; rocket artillery
air_defence: air defence; air defense; anti-aircraft; antiaircraft systems; AA; SAMs; ППО; пво; засоби ППО; anti
    aircraft guns; Anti-aircraft warfare systems; протиповітряна оборона; S-300; air_defence
aircraft: aircraft; planes; jets; airplane; літаки; літак; літакі; самолеты; авіація; warplanes; fighter jets;
    avions
helicopters: helis; helicopter; helicoptors; choppers; гелікоптери; вертольоти; вертолёты; гвинтокрили;
    Hubschrauber; гелікотери
uavs: UAV; drones; dr0nes; bpla; БПЛА; бпла; безпілотники; дронів; unmanned aircraft; unmanned aerial vehicles;
    шахеди; беспилотники; UAV operational-tactical level; Shaheds
cruise_missiles: cruise missiles; missile; крилаті ракети; крилати ракети; ракет; крылатые ракеты; cruise_missiles
ships: ships; boats; warships / boats; ships and boats; vessels; кораблі; катери; кораблі/катери; корабли; navy;
    boats/cutters
submarines: submarines; sub; subs; підводні човни; підводний човен; подводные лодки; U-Boote; підлодки
vehicles: vehicles; vehicles and fuel tanks; Vehicles & fuel tanks; trucks; cars; tank trucks; vehicles and tanks;
    автомобілі; автомобільна техніка та автоцистерни; автоцистерни; вантажівки; автотехніка; fuel trucks; vehicals;
    автомобільна техніка
special_equipment: special equipment; special; спецтехніка; спеціальна техніка; спецтехника; special equipmnt
ground_robots: ground robots; UGV; ugvs; ground drones; robots; НРК; наземні роботизовані комплекси; наземні дрони
fuel_tanks: fuel tanks; fuel tank; fuel_tanks; цистерни; цистерн з ПММ; tanks with fuel
automobiles: automobiles; military auto
srbm: SRBM; Iskander; ОТРК; іскандери
"""
FORMS = [
    (form.strip(), line.partition(":")[0])
    for line in TYPED.replace("\n    ", " ").strip().splitlines()
    for form in line.partition(":")[2].split(";")
    if form.strip()
]


@pytest.mark.parametrize(("typed", "category"), FORMS, ids=[form for form, _ in FORMS])
def test_what_people_type_finds_its_category(typed: str, category: str) -> None:
    assert ask(typed, TODAY) == Question(category)


@pytest.mark.parametrize(
    "typed", ["anti-tank", "ATGM", "sea drones", "ballistic missiles", "протитанкові", "water tanks"]
)
def test_what_only_looks_like_a_category_is_none(typed: str) -> None:
    question = ask(typed, TODAY)
    assert (question.category, question.trouble) == (None, Trouble.UNKNOWN_CATEGORY)


@pytest.mark.parametrize(
    "typed", ["potato", "zeppelins", "бублики", "xyz", "???", "🙂", "a1b2c3", "tanksgiving day parade"]
)
def test_a_wrong_category_gets_the_three_nearest(typed: str) -> None:
    question = ask(typed, TODAY)
    assert question.trouble is Trouble.UNKNOWN_CATEGORY
    assert len(question.nearest) == 3


def test_the_nearest_look_like_what_was_typed() -> None:
    assert ask("танчики", TODAY).nearest[0] == "tanks"
    assert ask("helicopterzzz", TODAY).nearest[0] == "helicopters"


def test_two_categories_are_offered_both() -> None:
    assert ask("tanks and artillery", TODAY).nearest == ("tanks", "artillery")


def test_every_form_means_one_category() -> None:
    meanings: dict[str, set[str | None]] = {}
    for form, slug in typed_names():
        meanings.setdefault(fold(form), set()).add(slug)
    assert {form: slugs for form, slugs in meanings.items() if len(slugs) > 1} == {}


def test_every_category_can_be_typed() -> None:
    assert {slug for _, slug in typed_names() if slug} == set(CATEGORIES)


def test_a_category_that_only_storage_knows_can_be_asked_for() -> None:
    assert ask("hover bikes 7d", TODAY, ["Hover bikes"]) == Question("Hover bikes", Since(days=7))


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("yesterday", Since(days=1)),
        ("вчора", Since(days=1)),
        ("7d", Since(days=7)),
        ("7 d", Since(days=7)),
        ("7", Since(days=7)),
        ("30 days", Since(days=30)),
        ("30 днів", Since(days=30)),
        ("7д", Since(days=7)),
        ("за 3 дні", Since(days=3)),
        ("3 days ago", Since(days=3)),
        ("три дні тому", Since(days=3)),
        ("2w", Since(days=14)),
        ("2 тижні", Since(days=14)),
        ("за тиждень", Since(days=7)),
        ("last week", Since(days=7)),
        ("1m", Since(months=1)),
        ("за місяць", Since(months=1)),
        ("3 months", Since(months=3)),
        ("quarter", Since(months=3)),
        ("1y", Since(months=12)),
        ("за рік", Since(months=12)),
        ("2023-05-21", Since(day=date(2023, 5, 21))),
        ("21.05.2023", Since(day=date(2023, 5, 21))),
        ("21/5/23", Since(day=date(2023, 5, 21))),
        ("21 May 2023", Since(day=date(2023, 5, 21))),
        ("May 21st, 2023", Since(day=date(2023, 5, 21))),
        ("21 травня 2023 року", Since(day=date(2023, 5, 21))),
        ("21 травня", Since(day=date(2026, 5, 21))),
        ("25 грудня", Since(day=date(2025, 12, 25))),
        ("21.05", Since(day=date(2026, 5, 21))),
        ("since January", Since(day=date(2026, 1, 1))),
        ("з січня", Since(day=date(2026, 1, 1))),
        ("May 2023", Since(day=date(2023, 5, 1))),
        ("February 2022", Since(day=date(2022, 2, 24))),
        ("2024", Since(day=date(2024, 1, 1))),
        ("2022", Since(day=date(2022, 2, 24))),
        ("since the start of the war", Since(day=date(2022, 2, 24))),
        ("з початку війни", Since(day=date(2022, 2, 24))),
        ("day 452", Since(day=date(2023, 5, 21))),
        ("day before yesterday", Since(day=date(2026, 11, 21))),
        ("the 21st of May 2023", Since(day=date(2023, 5, 21))),
        ("two weeks", Since(days=14)),
        ("monday", Since(day=date(2026, 11, 16))),
        ("з минулого понеділка", Since(day=date(2026, 11, 16))),
        ("у неділю", Since(day=date(2026, 11, 22))),
        ("позавчора", Since(day=date(2026, 11, 21))),
        ("29 February", Since(day=date(2024, 2, 29))),
    ],
)
def test_periods_and_days_are_understood(typed: str, since: Since) -> None:
    assert ask(typed, TODAY) == Question(since=since)


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("2027-01-01", Trouble.FUTURE_DAY),
        ("24 листопада 2026", Trouble.FUTURE_DAY),
        ("tomorrow", Trouble.FUTURE_DAY),
        ("наступний тиждень", Trouble.FUTURE_DAY),
        ("2021-12-31", Trouble.BEFORE_WAR),
        ("23.02.2022", Trouble.BEFORE_WAR),
        ("99999d", Trouble.BEFORE_WAR),
        ("day 999999999", Trouble.UNKNOWN_PERIOD),
        ("0d", Trouble.UNKNOWN_PERIOD),
        ("31.02.2023", Trouble.UNKNOWN_PERIOD),
        ("2023-13-45", Trouble.UNKNOWN_PERIOD),
        ("tanks soonish", Trouble.UNKNOWN_PERIOD),
        ("highest day for artillery", Trouble.UNKNOWN_PERIOD),
        ("tanks last month vs this month", Trouble.UNKNOWN_PERIOD),
        ("0", Trouble.UNKNOWN_PERIOD),
        ("100 years", Trouble.BEFORE_WAR),
    ],
)
def test_days_that_cannot_be_are_told_apart(typed: str, trouble: Trouble) -> None:
    assert ask(typed, TODAY).trouble is trouble


def test_a_category_and_a_period_come_in_any_order() -> None:
    assert ask("drones 7", TODAY) == Question("uavs", Since(days=7))
    assert ask("7d tanks", TODAY) == ask("tanks 7d", TODAY) == Question("tanks", Since(days=7))


def test_a_category_is_kept_when_its_period_is_not_understood() -> None:
    assert ask("tanks 0d", TODAY).category == "tanks"


def test_an_empty_argument_asks_for_nothing_in_particular() -> None:
    assert ask("  ", TODAY) == Question()


def test_a_period_can_be_typed_as_it_is_shown() -> None:
    for since in (Since(days=7), Since(months=3), Since(day=date(2023, 5, 21))):
        assert ask(str(since), TODAY).since == since


def test_months_end_where_the_shorter_month_ends() -> None:
    assert Since(months=1).start(date(2026, 3, 31)) == date(2026, 2, 28)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_asked(text: str) -> None:
    question = ask(text, TODAY, ["Hover bikes"])
    assert question.category is None or question.category in {*CATEGORIES, "Hover bikes"}


@settings(deadline=None)
@given(st.text(alphabet="0123456789.-/ dmwyдтмр", max_size=30))
def test_no_number_is_too_odd_for_a_day(text: str) -> None:
    question = ask(text, TODAY)
    assert question.trouble or question.since is None or question.since.start(TODAY) <= TODAY


def test_a_very_long_question_is_read_only_so_far() -> None:
    assert len(ask("tanks " + "x" * 1_000_000, TODAY).said) <= 40
    assert LONGEST < 4096


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("tanks in May 2023", ["2023-05-01..2023-05-31"]),
        ("танки за травень 2023", ["2023-05-01..2023-05-31"]),
        ("tanks Q2 2024", ["2024-04-01..2024-06-30"]),
        ("танки 2 квартал 2024", ["2024-04-01..2024-06-30"]),
        ("in the second quarter of 2023", ["2023-04-01..2023-06-30"]),
        ("tanks last month vs this month", ["2026-10-01..2026-10-31", "2026-11-01..2026-11-23"]),
        ("танки цього року", ["2026-01-01..2026-11-23"]),
        ("за минулий рік", ["2025-01-01..2025-12-31"]),
        ("from 1 May to 10 June 2024", ["2024-05-01..2024-06-10"]),
        ("від 1 травня по 10 червня 2024", ["2024-05-01..2024-06-10"]),
        ("between March and June 2024", ["2024-03-01..2024-06-30"]),
        ("2024-05-01..2024-06-30", ["2024-05-01..2024-06-30"]),
        ("tanks 2024 vs 2025", ["2024-01-01..2024-12-31", "2025-01-01..2025-12-31"]),
        ("in 2022", ["2022-02-24..2022-12-31"]),
        ("in 2021", []),
        ("in December 2027", []),
        ("helicopters since January", []),
        ("losses on 21 May 2023", []),
        ("May 21, 2023", []),
        ("2023-05-21", []),
        ("day 452", []),
        ("за тиждень", []),
    ],
)
def test_stretches_of_the_calendar_are_found(text: str, spans: list[str]) -> None:
    assert [str(each.span) for each in find_spans(text, date(2026, 11, 23))] == spans


@pytest.mark.parametrize(("text", "sure"), [("tanks May 2023", False), ("tanks in May 2023", True), ("2024", False)])
def test_a_month_or_year_alone_may_mean_since_then(text: str, sure: bool) -> None:
    assert [each.sure for each in find_spans(text, date(2026, 11, 23))] == [sure]


@given(st.text(max_size=80))
def test_no_text_is_too_odd_to_look_for_stretches(text: str) -> None:
    for each in find_spans(text, date(2026, 11, 23)):
        assert each.span.since <= each.span.until <= date(2026, 11, 23)
