"""From entries to a report: one figure a category, and a warning for each that had to be left out."""

from collections.abc import Mapping

from news.reading.binding import Entry
from news.reading.marks import GAIN, NO, RANK, TOTAL
from news.reading.sizes import DAY_LIMIT, rounds

_ROUND = 10_000
"""What is about so many, or a multiple of it, is no exact number that another can be a rounding of."""


_MOST = 50
"""Figures of one thing that are weighed against each other; a text with more of them is no report."""


def settle(mine: list[Entry], slug: str) -> tuple[Entry | None, str]:
    """The one figure that *mine*, all of one role, give for *slug*, or None and why there is none."""
    if len(mine) == 1:
        return mine[0], ""
    mine = mine[:_MOST]
    kept = [
        each
        for each in mine
        if not any(
            other is not each
            and other.value != each.value
            and not (other.approximate and other.value % _ROUND == 0)
            and rounds(each.value, other.value, each.approximate)
            for other in mine
        )
    ]
    values = {each.value for each in kept}
    if len(values) == 1:
        return kept[0], ""
    sure = [each for each in kept if not each.tie]
    if mine[0].role == TOTAL and len({each.value for each in sure}) == 1 and _of_a_day(kept, sure[0], slug):
        return sure[0], ""
    if mine[0].role == TOTAL and _unlike(kept):
        return None, _contradicts(slug, values)
    named = {each.value for each in kept if each.attributed and each.value % 1000}
    if len(named) == 1 and all(each.value in named or _anybodys(each) for each in kept):
        return next(each for each in kept if each.value in named), ""
    later = [each for each in kept if each.sentence > 0]
    if later and len({each.value for each in later}) == 1:
        return later[0], ""
    best = [each for each in kept if each.voice in RANK[:2]]
    if (
        len(best) < len(kept)
        and len({each.value for each in best}) == 1
        and {each.voice for each in kept} - {""} != {best[0].voice}
    ):
        return best[0], ""
    firm = [each for each in later or kept if not each.tie]
    if firm and len({each.value for each in firm}) == 1:
        return firm[0], ""
    said = [each for each in firm or later if each.attributed]
    if said and len({each.value for each in said}) == 1 and not _neighbours(values, slug):
        return said[0], ""
    return None, _contradicts(slug, values)


def _anybodys(entry: Entry) -> bool:
    """Whether a round number in nobody's name may be any counter's: "a report counts more than 790,000 dead"."""
    return not entry.attributed and entry.value % _ROUND == 0


def _contradicts(slug: str, values: set[int]) -> str:
    return f"{slug}: the text gives {' and '.join(str(each) for each in sorted(values))}; left out"


_TIMES_LESS = 5
"""A total so many times less than another of the same thing is of another thing: 700 tanks and 76 "tanks" of fuel."""


def _unlike(kept: list[Entry]) -> bool:
    """Whether exact totals are too far apart to be of one thing."""
    told = [each for each in kept if each.value % 1000 and not each.bracketed]
    return len(told) > 1 and max(each.value for each in told) >= _TIMES_LESS * min(each.value for each in told)


def _of_a_day(kept: list[Entry], sure: Entry, slug: str) -> bool:
    """Whether all but the *sure* total are no more than a day can hold: "a total of 58 guns since Wednesday"."""
    limit = DAY_LIMIT.get(slug, 0)
    return sure.value > 10 * limit and all(each.value <= limit for each in kept if each.value != sure.value)


def _neighbours(values: set[int], slug: str) -> bool:
    """Whether *values* may be totals of two days next to each other, so that nobody's name tells which is the newer."""
    low, high = min(values), max(values)
    return high > 10 * DAY_LIMIT.get(slug, 0) and high - low <= DAY_LIMIT.get(slug, 0)


def _older(entries: list[Entry]) -> set[int]:
    """The paragraphs that hold an older bulletin: totals only grow, so all that both give is smaller in the older."""
    groups: dict[int, dict[str, int]] = {}
    for each in entries[: _MOST * 10]:
        if each.role == TOTAL and each.slug:
            groups.setdefault(each.paragraph, {}).setdefault(each.slug, each.value)
    old: set[int] = set()
    for one, mine in groups.items():
        for other, theirs in groups.items():
            both = [slug for slug in mine if slug in theirs and mine[slug] != theirs[slug]]
            exact = sum(1 for slug in both if mine[slug] % 100 and theirs[slug] % 100)
            if one != other and len(both) >= 3 and exact >= 2 and all(mine[slug] < theirs[slug] for slug in both):
                old.add(one)
    return old


def part_twins(entries: list[Entry]) -> None:
    """Part two lists of the same things in one sentence, the day's first: "29 guns and 52 drones, a total of ..."."""
    groups: dict[int, list[Entry]] = {}
    for each in entries:
        if each.role == TOTAL and each.slug and not each.bracketed:
            groups.setdefault(each.sentence, []).append(each)
    for group in groups.values():
        values: dict[str, list[Entry]] = {}
        for each in group:
            values.setdefault(each.slug or "", []).append(each)
        pairs = [pair for pair in values.values() if len(pair) == 2]
        if len(pairs) < 2 or any(
            low.value > DAY_LIMIT.get(low.slug or "", 0) or 10 * low.value > high.value for low, high in pairs
        ):
            continue
        for low, _ in pairs:
            low.role = GAIN


_LIST = 3
"""So many things counted too small make the whole list another one: a season's, a front's."""


def drop_dwarfed(entries: list[Entry], least: Mapping[str, int]) -> list[str]:
    """Take the totals back that are under the *least* the tally can have stood at; a warning for each."""
    totals = [each for each in entries if each.role == TOTAL]
    small = [each for each in totals if each.value < least.get(each.slug or "", 0)]
    if len({each.slug for each in small}) >= _LIST and 2 * len(small) > len(totals):
        small = totals
    for each in small:
        each.role = NO
    return [f"{each.slug}: {each.value} is too small for a total here; left out" for each in small]


_MONTHLY = 20
"""So many times what a day can hold may be a month's sum."""
_TIMES = 10
"""So many times what a day can hold is a total, if the tally can have stood there."""


def _grow_giant(entries: list[Entry], least: Mapping[str, int]) -> None:
    """Make totals of the gains that are as much as the *least* the tally can have stood at: no day holds so many."""
    for each in entries:
        floor = max(least.get(each.slug or "", 0), _TIMES * DAY_LIMIT.get(each.slug or "", each.value))
        if each.role == GAIN and not (each.bracketed or each.tie) and 0 < floor <= each.value:
            each.role = TOTAL


def _too_many(entry: Entry, limit: int) -> bool:
    """Whether no day holds the entry, and it may be a month's; many more where a word says a day's are a misprint."""
    return limit < entry.value and bool(entry.tie or entry.value < _MONTHLY * limit)


def _drop_giant(entries: list[Entry]) -> list[str]:
    """Take back the gains that no day can hold where no word beside them says they are a day's; a warning for each."""
    told = [each for each in entries if each.role == GAIN and not each.bracketed]
    giant = [each for each in told if _too_many(each, DAY_LIMIT.get(each.slug or "", each.value))]
    for each in giant:
        each.role = NO
    return [f"{each.slug}: {each.value} is too much for one day; left out" for each in giant]


def _drop_longer(entries: list[Entry], least: Mapping[str, int]) -> None:
    """Take back the gains told beside men too many for a day and too few for a total: "since Monday, 5,340 men"."""
    limit, floor = DAY_LIMIT["personnel"], least.get("personnel", 0)
    longer = {
        each.sentence for each in entries if each.slug == "personnel" and each.role == NO and limit < each.value < floor
    }
    for each in entries:
        if each.role == GAIN and each.sentence in longer and not each.bracketed:
            each.role = NO


def _drop_sum(entries: list[Entry]) -> None:
    """Take back vehicles of all kinds where the parts they are the sum of are told too: 82 = 6 tanks + 20 + 56."""
    gains: dict[str, set[int]] = {}
    for each in entries[: _MOST * 10]:
        if each.role == GAIN and each.slug in ("tanks", "armoured_vehicles", "vehicles"):
            gains.setdefault(each.slug, set()).add(each.value)
    if len(gains.get("vehicles", ())) != 2 or len(gains) != 3:
        return
    low, high = sorted(gains["vehicles"])
    if any(high == low + tanks + armour for tanks in gains["tanks"] for armour in gains["armoured_vehicles"]):
        for each in entries:
            if each.role == GAIN and each.slug == "vehicles" and each.value == high:
                each.role = NO


def figures(entries: list[Entry], least: Mapping[str, int]) -> tuple[list[Entry], list[str]]:
    """The settled entries in the order of the text, and warnings."""
    out: list[Entry] = []
    warnings: list[str] = []
    if not entries:
        return out, warnings
    old = _older(entries)
    if old:
        warnings.append("the text also gives an older bulletin; left out")
        entries = [each for each in entries if each.paragraph not in old]
    part_twins(entries)
    _grow_giant(entries, least)
    warnings += drop_dwarfed(entries, least) + _drop_giant(entries)
    _drop_longer(entries, least)
    _drop_sum(entries)
    groups: dict[str, dict[str, list[Entry]]] = {TOTAL: {}, GAIN: {}}
    slugs = dict.fromkeys([each.slug or "" for each in entries])
    for each in entries:
        if each.role in groups:
            groups[each.role].setdefault(each.slug or "", []).append(each)
    for group in groups.values():
        for slug in [slug for slug in slugs if slug in group]:
            entry, why = settle(group[slug], slug)
            if entry is not None:
                out.append(entry)
            if why:
                warnings.append(why)
    return sorted(out, key=lambda each: each.number.start), warnings


_LAST_BEFORE_MERGE = {"personnel": 23_500, "tanks": 1_040}
"""The tally of 2022-05-01, the day on which vehicles and fuel tanks became one line."""


_TANKERS = 120
"""More fuel tanks than were ever claimed on a line of their own: what is above it is the merged line, shortened."""

_SRBM = 4
"""All launchers of ballistic missiles that were ever claimed; outlets call them rocket launchers too."""


_MERGED = {"personnel": 30_700, "tanks": 1_361}
"""The tally of 2022-06-01, when the last outlet had followed."""


def _beyond(entry: Entry, mark: Mapping[str, int]) -> bool:
    return entry.value >= mark[entry.slug or ""]


def split_vehicles(entries: list[Entry], early: bool | None, least: Mapping[str, int]) -> None:
    """Call vehicles `automobiles` where fuel tanks are a line of their own, as they were until 2022-04-30.

    *early* says whether the text is from before that; None leaves it to the totals to tell, those from *least* on.
    """
    totals = [each for each in entries if each.role == TOTAL]
    known = [each for each in totals if each.slug in _LAST_BEFORE_MERGE and each.value >= least.get(each.slug, 0)]
    known = [each for each in known if each.value % 1000] or known
    late = early is False or (early is None and bool(known) and all(_beyond(each, _MERGED) for each in known))
    if early is None:
        early = bool(known) and not any(_beyond(each, _LAST_BEFORE_MERGE) for each in known)
    large = any(each.slug == "fuel_tanks" and each.value > _TANKERS for each in totals)
    if (large or late) and not any(each.slug in ("vehicles", "automobiles") for each in totals):
        for entry in entries:
            entry.slug = "vehicles" if entry.slug == "fuel_tanks" else entry.slug
    own_line = early or (not late and any(each.slug == "fuel_tanks" for each in totals))
    many = any(each.slug == "mlrs" and each.value > _SRBM for each in totals)
    for entry in entries:
        if entry.slug == "vehicles" and own_line:
            entry.slug = "automobiles"
        elif many and entry.slug == "mlrs" and entry.role == TOTAL and entry.value <= _SRBM:
            entry.slug = "srbm"
