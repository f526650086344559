"""Neural networks in ONNX files, run on OpenVINO where it is installed, else on onnxruntime.

OpenVINO computes in bfloat16 where the processor can: 1.1 s a page against 2.2 s on onnxruntime, on eight receipts in one run,
with word F1 0.945 against 0.943. In 32-bit floats it takes 2.0 s. Runtime and precision are part of an engine's
``engines``: their results differ, and a cached one of the one never answers for the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.imports import hidden

Network = Callable[[NDArray[np.float32]], NDArray[np.float32]]
_THREADS_MAX = 8  # more gain little on pages of this size


def runtime() -> str:
    """``openvino`` or ``onnxruntime``; known without importing either."""
    return "openvino" if find_spec("openvino") else "onnxruntime"


def runtime_version() -> str:
    """Name, version and precision, for the cache key."""
    precision = _precision() if runtime() == "openvino" else "f32"
    return f"{runtime()} {version(runtime())} {precision}"


def load_network(model: Path | bytes) -> Network:
    """A network with one input and one output.

    The network serves many threads at once. OpenVINO lets calls share its threads, onnxruntime likewise, so that a pool of
    workers does not multiply them.

    Args:
        model: an ONNX file, or its bytes.
    """
    return _load_openvino(model) if runtime() == "openvino" else _load_onnxruntime(model)


def thread_count() -> int:
    """Threads a network may use: the cores this process may run on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _THREADS_MAX)


@cache
def _openvino() -> Any:
    """OpenVINO without the telemetry that it would send from a process of its own as soon as it is imported."""
    with hidden("openvino_telemetry"):
        import openvino

    return openvino


@cache
def _precision() -> str:
    return str(_openvino().Core().get_property("CPU", "INFERENCE_PRECISION_HINT").to_string())


def _load_openvino(model: Path | bytes) -> Network:
    core = _openvino().Core()
    settings = {"NUM_STREAMS": "1", "INFERENCE_NUM_THREADS": str(thread_count())}
    settings["ENABLE_CPU_PINNING"] = "NO"  # threads bound to a core wait there for whoever else runs on it
    compiled = core.compile_model(core.read_model(model), "CPU", settings)
    requests = local()  # a request holds the tensors of one call, so each thread needs its own

    def run(batch: NDArray[np.float32]) -> NDArray[np.float32]:
        if not hasattr(requests, "own"):
            requests.own = compiled.create_infer_request()
        requests.own.infer([batch], share_inputs=True)
        output: NDArray[np.float32] = requests.own.get_output_tensor().data
        return output

    return run


def _load_onnxruntime(model: Path | bytes) -> Network:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read as it loads; else it keeps a database in the home folder and uploads it
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # where a program has imported it before us, and on Windows
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = thread_count()
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # page sizes differ; an arena would keep the largest for good
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the cores to other workers
    source = model if isinstance(model, bytes) else str(model)
    session: Any = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    feed = session.get_inputs()[0].name

    def run(batch: NDArray[np.float32]) -> NDArray[np.float32]:
        output: NDArray[np.float32] = session.run(None, {feed: batch})[0]
        return output

    return run
