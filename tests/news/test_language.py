"""The language of a text is found from its letters and small words."""

import json
from pathlib import Path

import pytest

from news.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russia has lost 3,783 tanks since the beginning of the war", "en"),
        ("Росія втратила 3783 танки від початку війни", "uk"),
        ("Россия потеряла 3783 танка с начала войны", "ru"),
        ("Rosja straciła 3783 czołgi od początku wojny", "pl"),
        ("Russland hat seit Beginn des Krieges 3783 Panzer verloren", "de"),
        ("La Russie a perdu 3783 chars depuis le début de la guerre", "fr"),
        ("Rusia ha perdido 3783 tanques desde el inicio de la guerra", "es"),
        ("La Russia ha perso 3783 carri armati dall'inizio della guerra", "it"),
        ("Rusya savaşın başından bu yana 3783 tank kaybetti", "tr"),
        ("Rusia a pierdut 3783 de tancuri de la începutul războiului", "ro"),
        ("ロシアは開戦以来3783両の戦車を失った", "ja"),
        ("俄罗斯自开战以来损失3783辆坦克", "zh"),
        ("러시아는 개전 이래 전차 3783대를 잃었다", "ko"),
        ("خسرت روسيا 3783 دبابة منذ بداية الحرب", "ar"),
        ("12 345 (+67)", None),
        ("", None),
    ],
)
def test_the_language_of_a_phrase(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.shared
def test_reports_in_two_dozen_languages_are_told_apart(shared: Path) -> None:
    labelled = [json.loads(line) for line in (shared / "corpus" / "seen.jsonl").read_text("utf-8").splitlines()]
    missed = [each["id"] for each in labelled if language_of(each["text"]) != each["lang"]]
    assert len(missed) <= len(labelled) // 100
