import subprocess
import sys
import textwrap

import pytest

from bot.engine import without_tensorflow


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_agent_imports_without_tensorflow() -> None:
    """The agent, training, rules and the command line import, and nothing of TensorFlow is loaded."""
    assert (
        run("""
        import sys
        from bot.engine.without_tensorflow import stand_in
        stand_in()
        stand_in()
        import rasa.core.agent, rasa.model_training, rasa.core.policies.rule_policy, rasa.__main__
        from rasa.engine.recipes.default_recipe import DefaultV1Recipe
        DefaultV1Recipe()
        heavy = ("tensorflow", "sklearn", "skops", "matplotlib", "torch")
        print([name for name in heavy if name in sys.modules])
        """)
        == "[]"
    )


def test_evaluation_stays_real() -> None:
    """What `rasa test` and the rule check in training use is Rasa's own code, loaded when it is first used."""
    assert (
        run("""
        from bot.engine.without_tensorflow import stand_in
        stand_in()
        import rasa.core.test, rasa.nlu.test
        print(rasa.core.test.emulate_loop_rejection.__module__, rasa.nlu.test.run_evaluation.__module__)
        """)
        == "rasa.core.test rasa.nlu.test"
    )


def test_neural_component_refuses_by_name() -> None:
    """Whoever configures a neural component is told which one is missing."""
    assert "DIETClassifier" in run("""
        from bot.engine.without_tensorflow import stand_in
        stand_in()
        from rasa.nlu.classifiers.diet_classifier import DIETClassifier
        try:
            DIETClassifier({}, None)
        except RuntimeError as refusal:
            print(refusal)
        """)


def test_importing_the_module_changes_nothing() -> None:
    """Nothing stands in before `stand_in()` is called."""
    assert (
        run(
            "import sys; before = list(sys.meta_path); import bot.engine.without_tensorflow; "
            "print(before == sys.meta_path)"
        )
        == "True"
    )


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-ins fit one version, and any other is refused before anything is imported."""
    monkeypatch.setattr(without_tensorflow, "RASA", "3.6.20")
    with pytest.raises(without_tensorflow.OtherRasaVersion, match=r"3\.6\.20 is expected"):
        without_tensorflow.stand_in()
