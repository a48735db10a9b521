"""What somebody buys in other shops: nothing is to be sold to them by that."""

import re

ELSEWHERE = re.compile(
    r"\b(?:i|we)(?:'m| am| are|'ve| have)? (?:also |usually |often |sometimes |still |mostly )*"
    r"(?:buy|buying|bought|shop|shopping|get|order|ordering)\b(?: \w+){0,3}? "
    r"(?:(?:at|from|in|with) (?:an(?:other)?|other|a different|your competitors?|the competition)\b|"
    r"(?:at|from) (?!Leeds|York|Bath|Larkin)(?-i:[A-Z])\w+|elsewhere\b|somewhere else\b)|"
    r"\b(?:i|we)(?:'?ll| will| can| might|'?d rather| have to|'?m going to|'?ve)? (?:just |now |then |already )*"
    r"(?:buy|get|go and (?:buy|get)|find|bought|got|found) (?:(?:one|it|that|them|some|mine|another(?: one)?|a \w+) )"
    r"(?:\w+ )?(?:(?:in|from) (?:the )?(?:town|high street|supermarket|amazon|ebay|(?:an)?other shops?)|elsewhere|"
    r"somewhere else|locally|cheaper)\b",
    re.I,
)
