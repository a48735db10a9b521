"""Rasa without TensorFlow: stand-ins for what needs it in 3.6.21, and for channels that we don't host."""

import importlib.machinery
import importlib.metadata
import importlib.util
import sys
import warnings
from collections.abc import Callable, Sequence
from importlib.abc import Loader
from types import ModuleType
from typing import NoReturn

from bot.engine.quick_yaml import READS, QuickYaml

RASA = "3.6.21"

# module -> the names that the rest of Rasa imports from it. Everything here serves only neural components.
NEURAL = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator", "RasaDataGenerator"),
    # needs no TensorFlow itself, but costs half a second of scikit-learn and serves nothing else
    "rasa.utils.tensorflow.model_data": ("RasaModelData", "ragged_array_to_ndarray"),
    "rasa.utils.tensorflow.model_data_utils": ("convert_to_data_format", "featurize_training_examples"),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.extractors.crf_entity_extractor": ("CRFEntityExtractor", "CRFEntityExtractorOptions"),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
}

# Channels whose libraries are not installed; our own front speaks with all of them.
CHANNELS = {
    "facebook": "FacebookInput",
    "hangouts": "HangoutsInput",
    "slack": "SlackInput",
    "socketio": "SocketIOInput",
    "telegram": "TelegramInput",
    "twilio": "TwilioInput",
    "twilio_voice": "TwilioVoiceInput",
    "webexteams": "WebexTeamsInput",
}
CHANNELS_PACKAGE = "rasa.core.channels."

# Executed only when something in them is used: evaluation needs scikit-learn and, for pictures, matplotlib.
ON_FIRST_USE = ("rasa.core.test", "rasa.nlu.test", "rasa.utils.plotting")

# What a configuration may name without its full path, besides our own components.
COMPONENTS = {
    "rasa.nlu.classifiers.fallback_classifier": ("FallbackClassifier",),
    "rasa.nlu.classifiers.keyword_intent_classifier": ("KeywordIntentClassifier",),
    "rasa.nlu.extractors.entity_synonyms": ("EntitySynonymMapper",),
    "rasa.nlu.extractors.regex_entity_extractor": ("RegexEntityExtractor",),
    "rasa.nlu.tokenizers.whitespace_tokenizer": ("WhitespaceTokenizer",),
    "rasa.core.policies.memoization": ("MemoizationPolicy", "AugmentedMemoizationPolicy"),
    "rasa.core.policies.rule_policy": ("RulePolicy",),
}
COMPONENT_LIST = "rasa.engine.recipes.default_components"


class OtherRasaVersion(RuntimeError):
    """The stand-ins fit Rasa 3.6.21 only."""


class NotInstalled:
    """Takes the place of a class whose libraries are not installed; raises RuntimeError when it is used."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        _refuse(type(self).__name__)

    @classmethod
    def name(cls) -> str:
        """The class's name, by which Rasa lists its channels."""
        return cls.__name__


def _refuse(name: str) -> NoReturn:
    raise RuntimeError(f"{name} is not part of this installation of Rasa")


class StandIns:
    """Finds and fills the modules named above; every other import is left to Python."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The stand-in for this module, or None where Python's own finders should answer."""
        if name in ON_FIRST_USE:
            return _loaded_by(importlib.util.LazyLoader, name, path)
        if name == READS:
            return _loaded_by(QuickYaml, name, path)
        if name == COMPONENT_LIST or _names_in(name):
            return importlib.machinery.ModuleSpec(name, self)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Python's own empty module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module with placeholders, or with the components that need no TensorFlow."""
        if module.__name__ == COMPONENT_LIST:
            module.__dict__["DEFAULT_COMPONENTS"] = _components()
        for name in _names_in(module.__name__):
            module.__dict__[name] = type(name, (NotInstalled,), {"__module__": module.__name__})


def _names_in(module: str) -> tuple[str, ...]:
    channel = CHANNELS.get(module.removeprefix(CHANNELS_PACKAGE))
    if channel and module.startswith(CHANNELS_PACKAGE):
        return (channel,)
    return NEURAL.get(module, ())


def _loaded_by(
    loader: Callable[[Loader], Loader], name: str, path: Sequence[str] | None
) -> importlib.machinery.ModuleSpec | None:
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec and spec.loader:
        spec.loader = loader(spec.loader)
    return spec


def _components() -> list[type]:
    return [
        getattr(importlib.import_module(module), name)
        for module, names in COMPONENTS.items()
        for name in names
    ]


def stand_in() -> None:
    """Make `import rasa` work without TensorFlow; raises OtherRasaVersion for any Rasa but 3.6.21."""
    installed = importlib.metadata.version("rasa")
    if installed != RASA:
        raise OtherRasaVersion(f"Rasa {installed} is installed, {RASA} is expected")
    if not any(isinstance(finder, StandIns) for finder in sys.meta_path):
        sys.meta_path.insert(0, StandIns())
        _quieten()


def _quieten() -> None:
    """Rasa of 2023 beside the libraries of today: its old idioms warn, and we can change none of them."""
    importlib.import_module("sanic")  # switches these warnings on as it is imported; Rasa would import it later
    warnings.filterwarnings(
        "ignore", category=DeprecationWarning, module=r"(rasa|rasa_sdk|pkg_resources|packaging|pyparsing)\b"
    )
    warnings.filterwarnings("ignore", category=DeprecationWarning, message=r"the load_module\(\) method")
