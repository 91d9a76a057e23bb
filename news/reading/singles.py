"""Things that bring their number with them: "a helicopter", "one submarine", a dual, a bare noun that means one."""

from news.reading.items import BARE, A, C, Item, N, T


def denied(items: list[Item], place: int) -> bool:
    """Whether "not a", "no" stands right before the thing at *place*."""
    return any(each.has("none") for each in items[max(0, place - 2) : place])


def single(item: Item) -> Item:
    return Item(N, 2 if item.flags == "two" else 1, item.start, item.end, item.tags, False, "i")


def with_singles(items: list[Item]) -> list[Item]:
    """*items* with "a helicopter", "one submarine" and duals given their number."""
    out: list[Item] = []
    for at, item in enumerate(items):
        if at and items[at - 1].has("none") and (item.kind == A or (item.kind == N and item.value == 1)):
            continue
        if item.kind == A:
            after = next(
                (
                    each
                    for each in items[at + 1 : at + 4]
                    if not (each.kind == T and (each.has("skip") or each.has("units")))
                ),
                None,
            )
            if after is not None and after.kind == C and after.value and after.flags != BARE:
                out.append(Item(N, 1, item.start, item.end, item.tags, item.glued, "a" + item.flags))
            continue
        if item.kind == C and item.flags == "two":
            out.append(single(item))
        out.append(item)
    return out
