from bot.engine.without_tensorflow import stand_in

stand_in()  # before any test module imports a component, and with it Rasa
