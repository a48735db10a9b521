"""Whether one colour can be read on another, as WCAG 2.2 measures it."""

READABLE = 4.5


def readable(ink: str, *grounds: str) -> bool:
    """Whether ink (#rrggbb) can be read on each of the grounds.

    >>> readable("#23507a", "#ffffff"), readable("#8fb8dc", "#ffffff")
    (True, False)
    """
    return all(_ratio(_luminance(ink), _luminance(ground)) >= READABLE for ground in grounds)


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
