"""Plain questions in the languages that came later: the same question, the same meaning."""

import re
from datetime import date

import pytest

from answers.chart.asking import wanted
from answers.question import Question, Trouble, ask
from answers.since import Since
from answers.span import Span, find_spans
from answers.words import offered, words

TODAY = date(2026, 11, 23)

WEEK = Span(date(2026, 11, 23), date(2026, 11, 23))
LAST_WEEK = Span(date(2026, 11, 16), date(2026, 11, 22))
LAST_MONTH = Span(date(2026, 10, 1), date(2026, 10, 31))
YEAR = Span(date(2026, 1, 1), TODAY)
LAST_YEAR = Span(date(2025, 1, 1), date(2025, 12, 31))
MAY = Span(date(2024, 5, 1), date(2024, 5, 31))
SECOND_QUARTER = Span(date(2024, 4, 1), date(2024, 6, 30))
SEVEN_DAYS = Span(date(2024, 5, 1), date(2024, 5, 7))
FORTY_DAYS = Span(date(2024, 5, 1), date(2024, 6, 10))

STRETCHES = [
    ("wie viele Panzer diese Woche", "tanks", WEEK),
    ("Wie viele Panzer hat Russland letzte Woche verloren?", "tanks", LAST_WEEK),
    ("Drohnen im letzten Monat", "uavs", LAST_MONTH),
    ("Artillerie dieses Jahr", "artillery", YEAR),
    ("Hubschrauber im vergangenen Jahr", "helicopters", LAST_YEAR),
    ("Panzer im Mai 2024", "tanks", MAY),
    ("Panzer im 2. Quartal 2024", "tanks", SECOND_QUARTER),
    ("Panzer vom 1. Mai bis 10. Juni 2024", "tanks", FORTY_DAYS),
    ("ile czołgów w tym tygodniu", "tanks", WEEK),
    ("Ile czołgów straciła Rosja w zeszłym tygodniu?", "tanks", LAST_WEEK),
    ("drony w ubiegłym miesiącu", "uavs", LAST_MONTH),
    ("artyleria w tym roku", "artillery", YEAR),
    ("śmigłowce w zeszłym roku", "helicopters", LAST_YEAR),
    ("czołgi w maju 2024 r.", "tanks", MAY),
    ("czołgi w II kwartale 2024", "tanks", SECOND_QUARTER),
    ("czołgi od 1 maja do 10 czerwca 2024", "tanks", FORTY_DAYS),
    ("combien de chars cette semaine", "tanks", WEEK),
    ("Combien de chars la Russie a-t-elle perdus la semaine dernière ?", "tanks", LAST_WEEK),
    ("drones le mois dernier", "uavs", LAST_MONTH),
    ("pertes d’artillerie cette année", "artillery", YEAR),
    ("hélicoptères l'an dernier", "helicopters", LAST_YEAR),
    ("chars en mai 2024", "tanks", MAY),
    ("chars T2 2024", "tanks", SECOND_QUARTER),
    ("chars au deuxième trimestre de 2024", "tanks", SECOND_QUARTER),
    ("chars du 1er mai au 10 juin 2024", "tanks", FORTY_DAYS),
    ("tanks since the beginning of the year", "tanks", YEAR),
    ("танки від початку року", "tanks", YEAR),
    ("Panzer seit Jahresbeginn", "tanks", YEAR),
    ("czołgi od początku roku", "tanks", YEAR),
    ("chars depuis le début de l’année", "tanks", YEAR),
    ("tanques desde principios de año", "tanks", YEAR),
    ("chars du 1er au 7 mai 2024", "tanks", SEVEN_DAYS),
    ("tanques del 1 al 7 de mayo de 2024", "tanks", SEVEN_DAYS),
    ("Panzer vom 1. bis 7. Mai 2024", "tanks", SEVEN_DAYS),
    ("czołgi od 1 do 7 maja 2024", "tanks", SEVEN_DAYS),
    ("танки з 1 по 7 травня 2024", "tanks", SEVEN_DAYS),
    ("tanks from 1 to 7 May 2024", "tanks", SEVEN_DAYS),
    ("cuántos tanques esta semana", "tanks", WEEK),
    ("¿Cuántos tanques perdió Rusia la semana pasada?", "tanks", LAST_WEEK),
    ("drones el mes pasado", "uavs", LAST_MONTH),
    ("artillería este año", "artillery", YEAR),
    ("helicópteros el año pasado", "helicopters", LAST_YEAR),
    ("tanques en mayo de 2024", "tanks", MAY),
    ("tanques en el segundo trimestre de 2024", "tanks", SECOND_QUARTER),
    ("tanques del 1 de mayo al 10 de junio de 2024", "tanks", FORTY_DAYS),
]

PERIODS = [
    ("Soldaten gestern", "personnel", Since(days=1)),
    ("Drohnen in den letzten 7 Tagen", "uavs", Since(days=7)),
    ("Schützenpanzer vor 3 Wochen", "armoured_vehicles", Since(days=21)),
    ("Hubschrauber seit Januar", "helicopters", Since(day=date(2026, 1, 1))),
    ("Verluste am 21. Mai 2023", None, Since(day=date(2023, 5, 21))),
    ("Gefallene und Verwundete seit Kriegsbeginn", "personnel", Since(day=date(2022, 2, 24))),
    ("żołnierze wczoraj", "personnel", Since(days=1)),
    ("drony w ciągu ostatnich 7 dni", "uavs", Since(days=7)),
    ("bojowe wozy piechoty 3 tygodnie temu", "armoured_vehicles", Since(days=21)),
    ("śmigłowce od stycznia", "helicopters", Since(day=date(2026, 1, 1))),
    ("straty 21 maja 2023 roku", None, Since(day=date(2023, 5, 21))),
    ("zabici i ranni od początku wojny", "personnel", Since(day=date(2022, 2, 24))),
    ("militaires hier", "personnel", Since(days=1)),
    ("chars sur un an", "tanks", Since(months=12)),
    ("drones ces 7 derniers jours", "uavs", Since(days=7)),
    ("véhicules blindés il y a 3 semaines", "armoured_vehicles", Since(days=21)),
    ("combien d'hélicoptères depuis janvier ?", "helicopters", Since(day=date(2026, 1, 1))),
    ("pertes du 21 mai 2023", None, Since(day=date(2023, 5, 21))),
    ("tués et blessés depuis le début de la guerre", "personnel", Since(day=date(2022, 2, 24))),
    ("militares ayer", "personnel", Since(days=1)),
    ("drones en los últimos 7 días", "uavs", Since(days=7)),
    ("vehículos blindados hace 3 semanas", "armoured_vehicles", Since(days=21)),
    ("¿cuántos helicópteros desde enero?", "helicopters", Since(day=date(2026, 1, 1))),
    ("pérdidas del 21 de mayo de 2023", None, Since(day=date(2023, 5, 21))),
    ("muertos y heridos desde el inicio de la guerra", "personnel", Since(day=date(2022, 2, 24))),
]


@pytest.mark.parametrize(("typed", "category", "span"), STRETCHES)
def test_stretches_of_calendar_are_found_in_every_language(typed: str, category: str, span: Span) -> None:
    (found,) = find_spans(typed, TODAY)
    assert (found.span, found.sure) == (span, True)
    assert ask(f"{typed[: found.start]} {typed[found.end :]}", TODAY) == Question(category)


def _examples(language: str) -> list[str]:
    """What the catalogue shows people to type after a command that takes categories and periods."""
    said = words(language)
    names = ("latest", "delta", "total", "about", "source", "cite", "corrections", "on", "history", "records", "export")
    shown = [said.say(f"example-{name}") for name in names] + [said.say("start-try").rpartition(": ")[2]]
    return [re.sub(r"^/\w+\s*", "", each) for line in shown for each in line.replace("\xa0", " ").split(" · ")]


@pytest.mark.parametrize("language", offered())
def test_what_examples_show_is_understood_in_their_language(language: str) -> None:
    for typed in _examples(language):
        found = find_spans(typed, TODAY)[:1]
        rest = f"{typed[: found[0].start]} {typed[found[0].end :]}" if found else typed
        question = ask(rest, TODAY)
        assert question.trouble is None, typed
        assert question.category or question.since or found, typed
    for typed in words(language).say("example-chart").split(" · "):
        question = wanted(typed.removeprefix("/chart "), TODAY).question
        assert question.category, typed
        assert question.trouble is None, typed


@pytest.mark.parametrize("typed", ["helicopteros", "hélicoptères", "L'HÉLICOPTÈRE", "d’hélicoptères", "helicoptero"])
def test_accents_and_elided_articles_may_be_left_out(typed: str) -> None:
    assert ask(typed, TODAY) == Question("helicopters")


@pytest.mark.parametrize(("typed", "category", "since"), PERIODS)
def test_periods_are_understood_in_every_language(typed: str, category: str | None, since: Since) -> None:
    assert ask(typed, TODAY) == Question(category, since)


@pytest.mark.parametrize(
    "typed",
    [
        *("Guten Morgen", "Guten Tag", "Dzień dobry", "Jak to działa?", "Kto to podaje?"),
        *("Bonne journée", "Comment ça marche ?", "Buenas tardes", "Hasta mañana", "¿Cómo funciona?"),
    ],
)
def test_small_talk_is_no_question(typed: str) -> None:
    question = ask(typed, TODAY)
    assert (question.category, question.trouble) in {(None, None), (None, Trouble.UNKNOWN_CATEGORY)}
