import hashlib
import inspect
from types import ModuleType


def fingerprint_of(*modules: ModuleType, also: str = "") -> str:
    """A digest of these modules' sources and of `also`, which Rasa's own fingerprint does not see."""
    digest = hashlib.sha256(also.encode())
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()
