"""Proves some times through the Halo2 library, in one process, and prints the milliseconds each call took: on the
clock, and of processors.

usage: halo2_prove.py LIBRARY PROGRAM SRS MESSAGES [ROUNDS]

MESSAGES is a file with a JSON array of strings. The first proof makes the keys; the others find them in memory.
"""

import ctypes
import json
import resource
import sys
import time

from ffi_prove import Buffer, borrowed, taken


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(library_path, program_path, srs_path, input_path, rounds="3"):
    library = ctypes.CDLL(library_path)
    with open(program_path, "rb") as program_file, open(input_path, "rb") as input_file:
        program, data = program_file.read(), input_file.read()
    with open(srs_path, "rb") as srs:
        document = {"input_mode": "json", "srs_fd": srs.fileno(), "allow_unsafe_srs": True}
        options = json.dumps(document).encode()
        proofs, processors = [], []
        for _ in range(int(rounds) + 1):
            receipt, info = Buffer(), Buffer()
            start, busy = time.monotonic(), processor_seconds()
            code = library.sprout_prove(
                *borrowed(program, options, data), None, None, ctypes.byref(receipt), ctypes.byref(info)
            )
            proofs.append(round((time.monotonic() - start) * 1000, 1))
            processors.append(round((processor_seconds() - busy) * 1000, 1))
            receipt, info = taken(library, receipt), taken(library, info)
            if code != 0:
                sys.exit(f"code {code}: {receipt.decode()}")
    about = json.loads(info)
    figures = {
        "first_ms": proofs[0],
        "first_cpu_ms": processors[0],
        "proofs_ms": proofs[1:],
        "proofs_cpu_ms": processors[1:],
        "max_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "k": about["k"],
        "cells": about["cycles"],
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
