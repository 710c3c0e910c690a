"""The smallest caller of the C ABI that is not ours: proves once through a library and prints the figures.

usage: ffi_prove.py LIBRARY PROGRAM INPUT [raw|json]

Prints wall and processor seconds as JSON. Wall seconds compare paths on an idle machine, processor
seconds compare compilers on a busy one.
"""

import ctypes
import json
import resource
import sys
import time


class Buffer(ctypes.Structure):
    _fields_ = [("ptr", ctypes.c_void_p), ("len", ctypes.c_size_t), ("cap", ctypes.c_size_t)]


def taken(library, buffer):
    """Copies a buffer out and gives it back."""
    data = ctypes.string_at(buffer.ptr, buffer.len) if buffer.ptr else b""
    library.sprout_free(ctypes.byref(buffer))
    return data


def borrowed(*inputs):
    """Pointer and length of each input."""
    for data in inputs:
        yield ctypes.c_char_p(data)
        yield ctypes.c_size_t(len(data))


def main(library_path, program_path, input_path, mode="raw"):
    library = ctypes.CDLL(library_path)
    with open(program_path, "rb") as program_file, open(input_path, "rb") as input_file:
        program, data = program_file.read(), input_file.read()
    options = json.dumps({"input_mode": mode}).encode()
    receipt, info = Buffer(), Buffer()
    start = time.monotonic()
    code = library.sprout_prove(
        *borrowed(program, options, data), None, None, ctypes.byref(receipt), ctypes.byref(info)
    )
    seconds = time.monotonic() - start
    receipt, info = taken(library, receipt), taken(library, info)
    if code != 0:
        sys.exit(f"code {code}: {receipt.decode()}")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "seconds": round(seconds, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "max_rss_mb": usage.ru_maxrss // 1024,
        "cycles": json.loads(info)["cycles"],
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
