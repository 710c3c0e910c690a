"""Writes halo2-settlement.json: what goes on chain for a task whose proof the chain itself verifies.

The headers are those of task.json. As in generate.py, everything is written out here a second time and shares no code
with what is tested against it.

    python3 -m venv venv && venv/bin/pip install eth-abi==6.0.0
    venv/bin/python docs/testvectors/generate_halo2.py
"""

import hashlib
import json
import pathlib

import eth_abi

FOLDER = pathlib.Path(__file__).parent
FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617
TYPES = ["bytes", "bytes32", "bytes32", "string", "uint256[]", "bytes"]


def hexa(data):
    return "0x" + bytes(data).hex()


def unhex(text):
    return bytes.fromhex(text.removeprefix("0x"))


def word(number):
    return number.to_bytes(32, "big")


def vector(number, task):
    header = unhex(task["header_hex"])
    digest = hashlib.sha256(header).digest()
    first = int.from_bytes(digest, "big") % FIELD_ORDER
    others = [[], [576], [FIELD_ORDER - 1, 0, 201201], [1, 2, 3, 4, 5, 6]][number % 4]
    inputs = [first, *others]
    proof = bytes((i * 7 + number) % 256 for i in range(32 * number + number))
    program = hashlib.sha256(b"program %d" % number).digest()
    receipt = hashlib.sha256(b"receipt %d" % number).digest()
    cid = "bafk" + "r" * number
    return {
        "name": task["name"],
        "chain_id": task["chain_id"],
        "project_id": task["project_id"],
        "header_hex": hexa(header),
        "task_digest": hexa(digest),
        "public_input_0": hexa(word(first)),
        "program_id": hexa(program),
        "receipt_digest": hexa(receipt),
        "receipt_cid": cid,
        "public_inputs": [hexa(word(value)) for value in inputs],
        "journal_hex": hexa(b"".join(word(value) for value in inputs)),
        "proof_hex": hexa(proof),
        "payload_hex": hexa(eth_abi.encode(TYPES, [header, program, receipt, cid, inputs, proof])),
        "verifier_calldata_hex": hexa(b"".join(word(value) for value in inputs) + proof),
    }


def digest_vector(name, number):
    return {
        "name": name,
        "task_digest": hexa(word(number)),
        "public_input_0": hexa(word(number % FIELD_ORDER)),
    }


def main():
    tasks = json.loads((FOLDER / "task.json").read_text())["tasks"]
    document = {
        "description": "Settlements of halo2 tasks, version 1: header, task digest, first public input, payload. "
        "Proofs are any bytes. Numbers too big for JSON are words of 32 bytes, big-endian. "
        "Written by generate_halo2.py.",
        "field_order": hexa(word(FIELD_ORDER)),
        "settlements": [vector(i, task) for i, task in enumerate(tasks)],
        "digests": [
            digest_vector("zero", 0),
            digest_vector("one below the order", FIELD_ORDER - 1),
            digest_vector("the order", FIELD_ORDER),
            digest_vector("one above the order", FIELD_ORDER + 1),
            digest_vector("five times the order", FIELD_ORDER * 5),
            digest_vector("largest", 2**256 - 1),
        ],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (FOLDER / "halo2-settlement.json").write_text(text)


if __name__ == "__main__":
    main()
