"""Where pictures are made: one at a time, beside the event loop, each only once."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from answers.chart.figure import Figure, key_of

_KEPT = 200
"""Pictures that are kept, about 60 kB each."""

# One worker: whoever asks for a picture that is being drawn waits, and finds it drawn. matplotlib is not made for more.
_WORKER = ThreadPoolExecutor(1, thread_name_prefix="studio")
_DRAWN: OrderedDict[str, bytes] = OrderedDict()


async def picture(figure: Figure, style: str) -> tuple[str, bytes]:
    """The key of the picture of *figure*, and its PNG."""
    return await asyncio.get_running_loop().run_in_executor(_WORKER, _made, figure, style)


def _made(figure: Figure, style: str) -> tuple[str, bytes]:
    key = key_of(figure, style)
    if key not in _DRAWN:
        from answers.chart.pen import draw  # matplotlib takes half a second to load, and many a bot never draws

        _DRAWN[key] = draw(figure, style)
        if len(_DRAWN) > _KEPT:
            _DRAWN.popitem(last=False)
    _DRAWN.move_to_end(key)
    return key, _DRAWN[key]
