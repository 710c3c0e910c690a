"""Writes attestation.json, the test vectors of what znodes sign so that their word settles tasks (docs/contracts.md).

Written out a second time on purpose, as generate.py is, and run in the same way.
"""

import json
import pathlib

import eth_abi
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak, to_checksum_address

# The key of EIP-155's example; it guards nothing.
TEST_KEY = "0x" + "46" * 32
CHAIN_ID = 4690
PROJECT_ID = 7
STAKING = to_checksum_address("0x" + "5a" * 20)
SETTLER = to_checksum_address("0x" + "c3" * 20)
OWNER = to_checksum_address("0x" + "d4" * 20)
RESULT_TYPE = b"Result(uint64 projectId,bytes32 taskDigest,bytes32 programId,bytes32 journalDigest)"


def hexa(data):
    return "0x" + bytes(data).hex()


def leaf(result):
    words = [keccak(RESULT_TYPE), PROJECT_ID, result["task"], result["program"], result["journal"]]
    return keccak(eth_abi.encode(["bytes32", "uint64", "bytes32", "bytes32", "bytes32"], words))


def root(leaves):
    row = leaves
    while len(row) > 1:
        above = [keccak(min(pair) + max(pair)) for pair in zip(row[::2], row[1::2])]
        row = above + row[2 * len(above):]
    return row[0]


def path(leaves, at):
    row, steps = leaves, []
    while len(row) > 1:
        if at ^ 1 < len(row):
            steps.append(row[at ^ 1])
        above = [keccak(min(pair) + max(pair)) for pair in zip(row[::2], row[1::2])]
        row, at = above + row[2 * len(above):], at // 2
    return steps


def sign(primary, fields, message):
    """The EIP-712 hash and the signature of a message of ZnodeStaking's domain, in 65 and in 64 bytes."""
    domain = {"name": "Sprout", "version": "1", "chainId": CHAIN_ID, "verifyingContract": STAKING}
    typed = encode_typed_data(domain, {primary: [{"type": kind, "name": name} for kind, name in fields]}, message)
    signed = Account.sign_message(typed, TEST_KEY)
    compact = signed.r.to_bytes(32, "big") + (signed.s | (signed.v - 27) << 255).to_bytes(32, "big")
    hashed = keccak(b"\x19" + typed.version + typed.header + typed.body)
    return {"signing_hash": hexa(hashed), "signature": hexa(signed.signature), "compact": hexa(compact)}


def tree(count):
    results = [
        {name: keccak(f"{name} {i}".encode()) for name in ("task", "journal")} | {"program": keccak(b"program")}
        for i in range(count)
    ]
    leaves = [leaf(result) for result in results]
    fields = [("uint64", "projectId"), ("address", "settler"), ("bytes32", "resultsRoot")]
    message = {"projectId": PROJECT_ID, "settler": SETTLER, "resultsRoot": root(leaves)}
    return {
        "results": [
            {
                "task_digest": hexa(result["task"]),
                "program_id": hexa(result["program"]),
                "journal_digest": hexa(result["journal"]),
                "leaf": hexa(leaves[i]),
                "path": [hexa(step) for step in path(leaves, i)],
            }
            for i, result in enumerate(results)
        ],
        "root": hexa(root(leaves)),
        **sign("Attestation", fields, message),
    }


def main():
    account = Account.from_key(TEST_KEY).address
    consent = {"account": account, "owner": OWNER}
    document = {
        "description": "What znodes sign: results in Merkle trees, attestations of their roots, and a key's consent "
        "to a bond. Byte strings are hexadecimal with 0x. Written by generate_attestation.py.",
        "chain_id": CHAIN_ID,
        "project_id": PROJECT_ID,
        "staking": STAKING,
        "settler": SETTLER,
        "private_key": TEST_KEY,
        "operator": account,
        "trees": [tree(count) for count in (1, 2, 3, 5, 8)],
        "consent": {**consent, **sign("Bond", [("address", "account"), ("address", "owner")], consent)},
    }
    text = json.dumps(document, indent=2) + "\n"
    pathlib.Path(__file__).with_name("attestation.json").write_text(text)


if __name__ == "__main__":
    main()
