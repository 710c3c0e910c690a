"""Proves some times through the Halo2 library, in one process, and prints the milliseconds each call took.

usage: halo2_prove.py LIBRARY PROGRAM SRS MESSAGES [ROUNDS]

MESSAGES is a file with a JSON array of strings. The first proof makes the keys; the others find them in memory.
"""

import json
import sys
import time

from ffi_prove import Buffer, borrowed, taken

import ctypes


def main(library_path, program_path, srs_path, input_path, rounds="3"):
    library = ctypes.CDLL(library_path)
    with open(program_path, "rb") as program_file, open(input_path, "rb") as input_file:
        program, data = program_file.read(), input_file.read()
    with open(srs_path, "rb") as srs:
        document = {"input_mode": "json", "srs_fd": srs.fileno(), "allow_unsafe_srs": True}
        options = json.dumps(document).encode()
        proofs = []
        for _ in range(int(rounds) + 1):
            receipt, info = Buffer(), Buffer()
            start = time.monotonic()
            code = library.sprout_prove(
                *borrowed(program, options, data), None, None, ctypes.byref(receipt), ctypes.byref(info)
            )
            proofs.append(round((time.monotonic() - start) * 1000, 1))
            receipt, info = taken(library, receipt), taken(library, info)
            if code != 0:
                sys.exit(f"code {code}: {receipt.decode()}")
    about = json.loads(info)
    print(json.dumps({"first_ms": proofs[0], "proofs_ms": proofs[1:], "k": about["k"], "cells": about["cycles"]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
