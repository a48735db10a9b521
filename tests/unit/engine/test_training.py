"""How the model is made: what is told meanwhile, and what is read."""

import logging

from bot.engine.training import progress


def test_each_part_of_the_model_is_named_as_it_is_trained() -> None:
    """Off a terminal too, whoever waits for the training sees how far it is; afterwards nothing more is said."""
    said: list[str] = []
    training = logging.getLogger("rasa.engine.training.hooks")
    with progress(said.append):
        training.info("Starting to train component 'Intents'.")
    training.info("Finished.")
    assert said == ["  Starting to train component 'Intents'."]
