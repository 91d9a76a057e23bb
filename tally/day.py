"""Days of the war. 2022-02-24 is day 1; a *day* is always a `date`."""

from datetime import date, timedelta

FIRST_DAY = date(2022, 2, 24)


def day_number(day: date) -> int:
    """The day of the full-scale war that *day* is: 1 on 2022-02-24, negative or zero before."""
    return (day - FIRST_DAY).days + 1


def day_of_number(number: int) -> date:
    """The day whose day number is *number*.

    Raises OverflowError if the number lies outside what a `date` can hold.
    """
    return FIRST_DAY + timedelta(days=number - 1)
