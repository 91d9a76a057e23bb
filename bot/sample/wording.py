"""How the sample's bulletins are worded: three ways in English and three in Ukrainian, all our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "uk": (
        *("січня", "лютого", "березня", "квітня", "травня", "червня"),
        *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A total and the gain of the past day, None where the bulletin prints none."""

    total: int
    gain: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to word a bulletin. In the texts `{day}` is the day, `{before}` the day before it.

    `items` words each category that may follow the opening, `{}` standing for its figure; the opening itself holds
    `{personnel}` and `{personnel_gain}` where `items` has no personnel. A gain of zero is printed if `prints_zero`.
    """

    language: str
    title: str
    opening: str
    items: Mapping[str, str]
    joint: str
    closing: str
    thousands: str
    prints_zero: bool

    def gain_shown(self, figure: Figure) -> int | None:
        """The gain as this wording prints it, None when it prints none."""
        return None if figure.gain == 0 and not self.prints_zero else figure.gain

    def titled(self, day: date) -> str:
        """The title of the bulletin of *day*."""
        return self.title.format(day=_written(day, self.language))

    def render(self, day: date, figures: Mapping[str, Figure]) -> str:
        """The whole text of the bulletin of *day*."""
        personnel = figures["personnel"]
        opening = self.opening.format(
            day=_written(day, self.language),
            before=_written(day - timedelta(days=1), self.language),
            personnel=self._number(personnel.total),
            personnel_gain=self._number(personnel.gain or 0),
        )
        lines = [item.format(self._shown(figures[slug])) for slug, item in self.items.items() if slug in figures]
        return f"{opening}{self.joint.join(lines)}{self.closing}\n"

    def _shown(self, figure: Figure) -> str:
        gain = self.gain_shown(figure)
        return self._number(figure.total) + (f" (+{self._number(gain)})" if gain is not None else "")

    def _number(self, value: int) -> str:
        return f"{value:,}".replace(",", self.thousands)


def _written(day: date, language: str) -> str:
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


_CAVEAT_EN = (
    "\n\nThe figures are the General Staff's own estimate and cannot be verified independently; Moscow does not publish"
    " comparable data."
)
_CAVEAT_UK = (
    "\n\nЦифри є власною оцінкою Генерального штабу, незалежно перевірити їх неможливо, а Москва порівнянних даних не"
    " оприлюднює."
)

_LIST_EN = Wording(
    language="en",
    title="Russian losses as of {day}: the General Staff's daily tally",
    opening=(
        "The General Staff of the Armed Forces of Ukraine has put out its tally for the morning of {day}. Russia's"
        " total"
        " combat losses since 24 February 2022 are estimated as follows, with the past day's increase in brackets:\n\n"
    ),
    items={
        "personnel": "Personnel: about {}",
        "tanks": "Tanks: {}",
        "armoured_vehicles": "Armoured combat vehicles: {}",
        "artillery": "Artillery systems: {}",
        "mlrs": "Multiple launch rocket systems: {}",
        "air_defence": "Air defence systems: {}",
        "aircraft": "Aircraft: {}",
        "helicopters": "Helicopters: {}",
        "uavs": "UAVs of operational-tactical level: {}",
        "ground_robots": "Ground robotic systems: {}",
        "cruise_missiles": "Cruise missiles: {}",
        "ships": "Warships and boats: {}",
        "submarines": "Submarines: {}",
        "vehicles": "Vehicles and fuel tanks: {}",
        "special_equipment": "Special equipment: {}",
    },
    joint="\n",
    closing=_CAVEAT_EN,
    thousands=",",
    prints_zero=True,
)
_PROSE_EN = Wording(
    language="en",
    title="Kyiv updates its estimate of Russian losses on {day}",
    opening=(
        "Russia has lost about {personnel} troops in Ukraine since 24 February 2022, the General Staff of Ukraine's"
        " Armed"
        " Forces said on {day}. The total includes {personnel_gain} casualties over the past day.\n\n"
        "According to the report, Russian forces have also lost "
    ),
    items={
        "tanks": "{} tanks",
        "armoured_vehicles": "{} armoured fighting vehicles",
        "artillery": "{} artillery systems",
        "mlrs": "{} multiple launch rocket systems",
        "air_defence": "{} air defence systems",
        "aircraft": "{} aircraft",
        "helicopters": "{} helicopters",
        "uavs": "{} drones",
        "ground_robots": "{} ground robotic systems",
        "cruise_missiles": "{} cruise missiles",
        "ships": "{} ships and boats",
        "submarines": "{} submarines",
        "vehicles": "{} vehicles and fuel tanks",
        "special_equipment": "{} pieces of special equipment",
    },
    joint=", ",
    closing="." + _CAVEAT_EN,
    thousands=",",
    prints_zero=False,
)
_NUMBERS_FIRST_EN = Wording(
    language="en",
    title="General Staff report on Russian losses, {day}",
    opening=(
        "Ukraine's General Staff estimates Russian losses from 24 February 2022 to {day} at approximately {personnel}"
        " military personnel (+{personnel_gain} over the past day), as well as:\n\n"
    ),
    items={
        "tanks": "- {} tanks",
        "armoured_vehicles": "- {} armoured combat vehicles",
        "artillery": "- {} artillery systems",
        "mlrs": "- {} MLRS",
        "air_defence": "- {} anti-aircraft warfare systems",
        "aircraft": "- {} fixed-wing aircraft",
        "helicopters": "- {} helicopters",
        "uavs": "- {} UAVs",
        "cruise_missiles": "- {} cruise missiles",
        "ships": "- {} warships / boats",
        "submarines": "- {} submarines",
        "ground_robots": "- {} ground robotic systems",
        "vehicles": "- {} vehicles and fuel tanks",
        "special_equipment": "- {} units of special equipment",
    },
    joint=";\n",
    closing="." + _CAVEAT_EN,
    thousands=" ",
    prints_zero=True,
)
_LIST_UK = Wording(
    language="uk",
    title="Втрати росіян станом на {day} року: зведення Генштабу",
    opening=(
        "Генеральний штаб ЗСУ оновив оцінку російських втрат станом на ранок {day} року. Загальні бойові втрати"
        " армії РФ"
        " від 24 лютого 2022 року орієнтовно становлять (у дужках приріст за добу):\n\n"
    ),
    items={
        "personnel": "особовий склад — близько {}",
        "tanks": "танки — {}",
        "armoured_vehicles": "бойові броньовані машини — {}",
        "artillery": "артилерійські системи — {}",
        "mlrs": "РСЗВ — {}",
        "air_defence": "засоби ППО — {}",
        "aircraft": "літаки — {}",
        "helicopters": "гелікоптери — {}",
        "ground_robots": "наземні робототехнічні комплекси — {}",
        "uavs": "БпЛА оперативно-тактичного рівня — {}",
        "cruise_missiles": "крилаті ракети — {}",
        "ships": "кораблі та катери — {}",
        "submarines": "підводні човни — {}",
        "vehicles": "автомобільна техніка та автоцистерни — {}",
        "special_equipment": "спеціальна техніка — {}",
    },
    joint="\n",
    closing=_CAVEAT_UK,
    thousands=" ",
    prints_zero=True,
)
_PROSE_UK = Wording(
    language="uk",
    title="Генштаб назвав втрати російської армії на {day} року",
    opening=(
        "Російська армія від 24 лютого 2022 року втратила в Україні близько {personnel} військових, із них"
        " {personnel_gain}"
        " за минулу добу. Такі дані на ранок {day} року наводить Генеральний штаб Збройних сил України.\n\n"
        "За тими самими даними, загальні втрати техніки сягнули: "
    ),
    items={
        "tanks": "танків — {}",
        "armoured_vehicles": "бойових броньованих машин — {}",
        "artillery": "артилерійських систем — {}",
        "mlrs": "реактивних систем залпового вогню — {}",
        "air_defence": "засобів протиповітряної оборони — {}",
        "aircraft": "літаків — {}",
        "helicopters": "вертольотів — {}",
        "uavs": "безпілотників — {}",
        "ground_robots": "наземних робототехнічних комплексів — {}",
        "cruise_missiles": "крилатих ракет — {}",
        "ships": "кораблів і катерів — {}",
        "submarines": "підводних човнів — {}",
        "vehicles": "автомобілів та автоцистерн — {}",
        "special_equipment": "спецтехніки — {}",
    },
    joint=", ",
    closing="." + _CAVEAT_UK,
    thousands="\u00a0",
    prints_zero=False,
)
_PAST_DAY_UK = Wording(
    language="uk",
    title="Втрати ворога за добу: дані Генштабу на {day} року",
    opening=(
        "За минулу добу, {before} року, російські війська втратили ще {personnel_gain} військових. Загалом з 24.02.2022"
        " втрати противника, за підрахунками Генштабу, орієнтовно такі:\n\n"
    ),
    items={
        "personnel": "особового складу ‒ близько {} осіб",
        "tanks": "танків ‒ {} од.",
        "armoured_vehicles": "ББМ ‒ {} од.",
        "artillery": "артсистем ‒ {} од.",
        "mlrs": "РСЗВ ‒ {} од.",
        "air_defence": "засобів ППО ‒ {} од.",
        "aircraft": "літаків ‒ {} од.",
        "helicopters": "гелікоптерів ‒ {} од.",
        "ground_robots": "наземних роботизованих комплексів ‒ {} од.",
        "uavs": "БПЛА ‒ {} од.",
        "cruise_missiles": "крилатих ракет ‒ {} од.",
        "ships": "кораблів / катерів ‒ {} од.",
        "submarines": "підводних човнів ‒ {} од.",
        "vehicles": "автомобільної техніки та автоцистерн ‒ {} од.",
        "special_equipment": "спеціальної техніки ‒ {} од.",
    },
    joint="\n",
    closing=_CAVEAT_UK,
    thousands=" ",
    prints_zero=True,
)

WORDINGS: tuple[Wording, ...] = (_LIST_EN, _LIST_UK, _PROSE_EN, _PROSE_UK, _NUMBERS_FIRST_EN, _PAST_DAY_UK)
"""The wordings, taken in turn from day to day."""
