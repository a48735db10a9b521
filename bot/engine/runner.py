"""Runs Rasa's graphs: prediction in a straight line, without dask; training with a core for each of two parts."""

import os
from typing import Any

import dask.threaded
import threadpoolctl
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner


class StraightRunner(DaskGraphRunner):
    """Rasa's graph runner with the order of the nodes worked out once for each target."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # one line's products are small: a second thread for them only keeps a core from the other encoder
        threadpoolctl.threadpool_limits(1, "blas")
        self._plans: dict[tuple[str, ...], list[tuple[GraphNode, list[tuple[str, str]]]]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(wanted)
        results = dict(inputs or {})
        for node, needs in self._plans[wanted]:
            arguments = {parameter: results[source] for parameter, source in needs}
            results[node._node_name] = node._fn(node._component, **arguments)
        return {target: results[target] for target in wanted}

    def component(self, kind: type) -> Any:
        """The loaded component of a class, or None."""
        return next((n._component for n in self._instantiated_nodes.values() if isinstance(n._component, kind)), None)

    def _plan(self, targets: tuple[str, ...]) -> list[tuple[GraphNode, list[tuple[str, str]]]]:
        schema = self._graph_schema.minimal_graph_schema(list(targets))
        order: list[str] = []

        def visit(name: str) -> None:
            if name in order or name not in schema.nodes:
                return
            for source in schema.nodes[name].needs.values():
                visit(source)
            order.append(name)

        for target in targets:
            visit(target)
        nodes = [self._instantiated_nodes[name] for name in order]
        return [(node, list(node._inputs.items())) for node in nodes]


class SideBySideRunner(DaskGraphRunner):
    """Rasa's graph runner for training: what learns details and what learns intents do not wait for each other."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        wanted = targets or self._graph_schema.target_names
        graph = self._build_dask_graph(self._graph_schema.minimal_graph_schema(wanted))
        self._add_inputs_to_graph(inputs, graph)
        return dict(dask.threaded.get(graph, wanted, num_workers=os.cpu_count()))
