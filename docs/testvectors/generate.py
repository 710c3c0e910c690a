"""Writes task.json and gossip.json, the shared test vectors of the protocol.

The encodings are written out here a second time, on purpose: this script shares no
code with the Go, Rust and Solidity implementations that are tested against its output.

    python3 -m venv venv && venv/bin/pip install eth-account==0.14.0 eth-abi==6.0.0
    venv/bin/python docs/testvectors/generate.py
"""

import hashlib
import json
import pathlib
import struct
import uuid

import eth_abi
from eth_account import Account
from eth_account.messages import encode_typed_data
from eth_utils import keccak

MESSAGE_TAG = b"sprout/msg/v1\0\0\0"
ROOT_TAG = b"sprout/msgs/v1\0\0"
HEADER_TAG = b"sprout/task/v1\0\0"
GOSSIP_TAG = b"sprout/gossip/v1"
JOURNAL_VERSION = 1
# The key of EIP-155's example; it guards nothing.
TEST_KEY = "0x" + "46" * 32


def sha256(data):
    return hashlib.sha256(data).digest()


def hexa(data):
    return "0x" + bytes(data).hex()


def str16(text):
    raw = text.encode()
    return struct.pack(">H", len(raw)) + raw


def encode_message(message):
    return (
        uuid.UUID(message["id"]).bytes
        + struct.pack(">Q", message["received_ms"])
        + str16(message["client_did"])
        + struct.pack(">I", len(message["data"]))
        + message["data"]
    )


def encode_body(messages):
    body = struct.pack(">I", len(messages))
    for message in messages:
        encoded = encode_message(message)
        body += struct.pack(">I", len(encoded)) + encoded
    return body


def messages_root(messages):
    return sha256(ROOT_TAG + b"".join(sha256(MESSAGE_TAG + encode_message(m)) for m in messages))


def encode_header(task, *, count=None, body_size=None, root=None):
    """The header; count, body_size and root may be falsified for the invalid vectors."""
    messages = task["messages"]
    return (
        HEADER_TAG
        + struct.pack(
            ">QQQQ", task["chain_id"], task["project_id"], task["sequence"], task["created_ms"]
        )
        + struct.pack(
            ">II",
            len(messages) if count is None else count,
            len(encode_body(messages)) if body_size is None else body_size,
        )
        + (messages_root(messages) if root is None else root)
        + str16(task["project_version"])
    )


def guest_input(header, body):
    return struct.pack(">I", len(header)) + header + body


def journal(task, digest, output):
    return eth_abi.encode(
        ["uint256", "uint256", "uint256", "bytes32", "bytes"],
        [JOURNAL_VERSION, task["chain_id"], task["project_id"], digest, output],
    )


def sign(task, digest):
    signable = encode_typed_data(
        full_message={
            "types": {
                "EIP712Domain": [
                    {"name": "name", "type": "string"},
                    {"name": "version", "type": "string"},
                    {"name": "chainId", "type": "uint256"},
                ],
                "Task": [
                    {"name": "projectId", "type": "uint64"},
                    {"name": "sequence", "type": "uint64"},
                    {"name": "digest", "type": "bytes32"},
                ],
            },
            "primaryType": "Task",
            "domain": {"name": "Sprout", "version": "1", "chainId": task["chain_id"]},
            "message": {
                "projectId": task["project_id"],
                "sequence": task["sequence"],
                "digest": digest,
            },
        }
    )
    signed = Account.sign_message(signable, TEST_KEY)
    return {
        "private_key": TEST_KEY,
        "address": Account.from_key(TEST_KEY).address,
        "domain_separator": hexa(signable.header),
        "struct_hash": hexa(signable.body),
        "signing_digest": hexa(signed.message_hash),
        "signature": hexa(signed.signature),
    }


def vector(task):
    messages, header, body = task["messages"], encode_header(task), encode_body(task["messages"])
    digest = sha256(header)
    return {
        "name": task["name"],
        "chain_id": task["chain_id"],
        "project_id": task["project_id"],
        "project_version": task["project_version"],
        "sequence": task["sequence"],
        "created_ms": task["created_ms"],
        "messages": [
            {
                "id": m["id"],
                "received_ms": m["received_ms"],
                "client_did": m["client_did"],
                "data_hex": hexa(m["data"]),
                "encoding_hex": hexa(encode_message(m)),
                "digest_hex": hexa(sha256(MESSAGE_TAG + encode_message(m))),
            }
            for m in messages
        ],
        "messages_root": hexa(messages_root(messages)),
        "header_hex": hexa(header),
        "body_hex": hexa(body),
        "task_digest": hexa(digest),
        "guest_input_hex": hexa(guest_input(header, body)),
        "output_hex": hexa(task["output"]),
        "journal_hex": hexa(journal(task, digest, task["output"])),
        "eip712": sign(task, digest),
    }


def message(number, data, did="", received_ms=1_700_000_000_000):
    return {
        "id": str(uuid.UUID(bytes=sha256(b"message %d" % number)[:16], version=4)),
        "received_ms": received_ms + number,
        "client_did": did,
        "data": data,
    }


DEVICE = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"

TASKS = [
    {
        "name": "one anonymous message",
        "chain_id": 1,
        "project_id": 1,
        "project_version": "0.1",
        "sequence": 1,
        "created_ms": 1_700_000_000_500,
        "messages": [
            message(1, b'{"private_input":"14","public_input":"3,34","receipt_type":"Stark"}')
        ],
        "output": b"",
    },
    {
        "name": "three messages of one device",
        "chain_id": 4690,
        "project_id": 7,
        "project_version": "1.0.0",
        "sequence": 12,
        "created_ms": 1_704_067_200_000,
        "messages": [
            message(
                n,
                b'{"station":"seattle","date":"2012-01-0%d","precipitation_mm":0.0,'
                b'"temp_max_c":12.8,"temp_min_c":5.0,"wind_m_s":4.7}' % n,
                DEVICE,
            )
            for n in (1, 2, 3)
        ],
        "output": eth_abi.encode(["uint256", "bool"], [201201, True]),
    },
    {
        "name": "bytes that are no text, names beyond ASCII",
        "chain_id": 31337,
        "project_id": 2**32 + 5,
        "project_version": "зима-❄",
        "sequence": 2**40,
        "created_ms": 0,
        "messages": [
            message(4, bytes(range(256)), "did:web:münchen.example"),
            message(5, b"\xff", "", 0),
        ],
        "output": b"\x01",
    },
    {
        "name": "largest numbers",
        "chain_id": 2**64 - 1,
        "project_id": 2**64 - 1,
        "project_version": "v" * 300,
        "sequence": 2**64 - 1,
        "created_ms": 2**64 - 1,
        "messages": [
            {
                "id": "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "received_ms": 2**64 - 1,
                "client_did": "d" * 300,
                "data": b"\0" * 33,
            }
        ],
        "output": bytes(range(65)),
    },
]


def invalid():
    """Guest inputs that every decoder refuses."""
    task = TASKS[1]
    header, body = encode_header(task), encode_body(task["messages"])
    first = encode_message(task["messages"][0])
    swapped = [task["messages"][1], task["messages"][0], task["messages"][2]]
    broken_did = bytearray(body)
    broken_did[4 + 4 + 16 + 8 + 2] = 0xFF
    long_did = bytearray(body)
    long_did[4 + 4 + 16 + 8 : 4 + 4 + 16 + 8 + 2] = b"\xff\xff"
    padded = struct.pack(">II", 1, len(first) + 1) + first + b"\0"
    one = {**task, "messages": task["messages"][:1]}
    cases = [
        ("empty", "no header length", b""),
        ("header length cut", "no header length", b"\0\0\0"),
        ("header cut", "header shorter than its length says", guest_input(header, b"")[:-1]),
        ("no body", "body is empty", guest_input(header, b"")),
        ("wrong tag", "header tag", guest_input(b"sprout/task/v2\0\0" + header[16:], body)),
        ("byte after header", "trailing bytes in the header", guest_input(header + b"\0", body)),
        ("body cut", "body size differs", guest_input(header, body[:-1])),
        ("byte after body", "body size differs", guest_input(header, body + b"\0")),
        (
            "byte after the last message",
            "trailing bytes in the body",
            guest_input(encode_header(task, body_size=len(body) + 1), body + b"\0"),
        ),
        (
            "length field after the last message",
            "trailing bytes in the body",
            guest_input(encode_header(task, body_size=len(body) + 4), body + bytes(4)),
        ),
        (
            "count in header differs",
            "message count differs",
            guest_input(encode_header(task, count=4), body),
        ),
        (
            "count beyond the body",
            "message count differs from what the body holds",
            guest_input(
                encode_header(task, count=0xFFFFFFFF), b"\xff\xff\xff\xff" + body[4:]
            ),
        ),
        ("other root", "messages root differs", guest_input(encode_header(task, root=bytes(32)), body)),
        (
            "messages swapped",
            "messages root differs",
            guest_input(header, encode_body(swapped)),
        ),
        ("byte after a message's data", "trailing bytes in a message",
         guest_input(encode_header(one, body_size=len(padded)), padded)),
        ("did is no UTF-8", "client DID is not UTF-8", guest_input(header, bytes(broken_did))),
        ("did longer than the message", "message cut", guest_input(header, bytes(long_did))),
        (
            "version is no UTF-8",
            "project version is not UTF-8",
            guest_input(header[:-1] + b"\xff", body),
        ),
    ]
    return [{"name": n, "reason": r, "guest_input_hex": hexa(i)} for n, r, i in cases]


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out + bytes([number]))


def field(number, value):
    """A Protobuf field: varint or length-delimited; a default value is left out."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value) if value else b""
    return varint(number << 3 | 2) + varint(len(value)) + value


def encode_presence(presence):
    body = b""
    for offer in presence["offers"]:
        body += field(
            1,
            field(1, offer["runtime"].encode())
            + field(2, offer["slots"])
            + field(3, offer["running"]),
        )
    if presence["version"]:
        body += field(2, presence["version"].encode())
    return field(3, body + field(3, presence["provider"]))


def envelope(case, kind, payload):
    """What every kind of gossip message has around its payload."""
    topic = "/w3bstream/%d/1/project/%d/%s" % (case["chain_id"], case["project_id"], kind)
    signed = keccak(
        GOSSIP_TAG
        + struct.pack(">Q", case["chain_id"])
        + str16(topic)
        + struct.pack(">Q", case["issued_ms"])
        + payload
    )
    signature = Account.unsafe_sign_hash(signed, TEST_KEY).signature
    data = field(1, 1) + field(2, case["issued_ms"]) + field(3, payload) + field(4, signature)
    return topic, {
        "payload_hex": hexa(payload),
        "gossip_hash": hexa(signed),
        "private_key": TEST_KEY,
        "address": Account.from_key(TEST_KEY).address,
        "signature": hexa(signature),
        "envelope_hex": hexa(data),
    }


def head(case, topic):
    return {
        "name": case["name"],
        "chain_id": case["chain_id"],
        "project_id": case["project_id"],
        "topic": topic,
        "issued_ms": case["issued_ms"],
        "provider_hex": hexa(case["provider"]),
    }


def presence_vector(presence):
    topic, signed = envelope(presence, "presence", encode_presence(presence))
    said = {"version": presence["version"], "offers": presence["offers"]}
    return {**head(presence, topic), **said, **signed}


def request_vector(case):
    """A znode's request to attest the results of tasks."""
    body = field(1, case["version"].encode()) + field(2, case["program"]) + field(3, case["root"])
    results = []
    for task, receipt, cid, size in case["results"]:
        header = encode_header(task)
        signature = bytes.fromhex(sign(task, sha256(header))["signature"][2:])
        body += field(
            4,
            field(1, header) + field(2, signature) + field(3, receipt) + field(4, cid.encode()) + field(5, size),
        )
        results.append(
            {
                "header_hex": hexa(header),
                "signature": hexa(signature),
                "receipt_digest": hexa(receipt),
                "cid": cid,
                "size": size,
            }
        )
    topic, signed = envelope(case, "attest", field(4, body + field(5, case["provider"])))
    said = {
        "version": case["version"],
        "program_id": hexa(case["program"]),
        "root": hexa(case["root"]),
        "results": results,
    }
    return {**head(case, topic), **said, **signed}


def attestation_vector(case):
    body = field(1, case["settler"]) + field(2, case["root"])
    if case["signature"]:
        body += field(3, case["signature"])
    if case["refusal"]:
        body += field(4, case["refusal"].encode())
    topic, signed = envelope(case, "attest", field(5, body + field(5, case["provider"])))
    said = {
        "settler": hexa(case["settler"]),
        "root": hexa(case["root"]),
        "attestation": hexa(case["signature"]),
        "refusal": case["refusal"],
    }
    return {**head(case, topic), **said, **signed}


# A libp2p peer id: the ed25519 public key in an identity multihash.
PEER = bytes.fromhex("0024" + "08011220") + sha256(b"peer")

PRESENCES = [
    {
        "name": "one runtime",
        "chain_id": 4690,
        "project_id": 7,
        "issued_ms": 1_704_067_200_000,
        "provider": PEER,
        "version": "1.0.0",
        "offers": [{"runtime": "risc0", "slots": 2, "running": 1}],
    },
    {
        "name": "two runtimes, the most there can be",
        "chain_id": 2**64 - 1,
        "project_id": 2**64 - 1,
        "issued_ms": 1_704_067_200_001,
        "provider": PEER,
        "version": "v" * 64,
        "offers": [
            {"runtime": "halo2", "slots": 65536, "running": 65536},
            {"runtime": "risc0", "slots": 1, "running": 0},
        ],
    },
    {
        "name": "there, with nothing to offer",
        "chain_id": 1,
        "project_id": 1,
        "issued_ms": 1,
        "provider": PEER,
        "version": "",
        "offers": [],
    },
]


CID = "bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"

REQUESTS = [
    {
        "name": "one task",
        "chain_id": 4690,
        "project_id": 7,
        "issued_ms": 1_704_067_200_000,
        "provider": PEER,
        "version": "1.0.0",
        "program": sha256(b"program"),
        "root": sha256(b"root"),
        "results": [(TASKS[1], sha256(b"receipt"), CID, 231_000)],
    },
    {
        "name": "two tasks",
        "chain_id": 4690,
        "project_id": 7,
        "issued_ms": 1_704_067_200_001,
        "provider": PEER,
        "version": "1.0.0",
        "program": sha256(b"program"),
        "root": sha256(b"another root"),
        "results": [
            (TASKS[1], sha256(b"receipt"), CID, 231_000),
            ({**TASKS[1], "sequence": 13}, sha256(b"another receipt"), CID, 2**40),
        ],
    },
]

ATTESTATIONS = [
    {
        "name": "signed",
        "chain_id": 4690,
        "project_id": 7,
        "issued_ms": 1_704_067_201_000,
        "provider": PEER,
        "settler": bytes([0xC3]) * 20,
        "root": sha256(b"root"),
        "signature": bytes(range(1, 65)) + b"\x1b",
        "refusal": "",
    },
    {
        "name": "refused",
        "chain_id": 4690,
        "project_id": 7,
        "issued_ms": 1_704_067_201_001,
        "provider": PEER,
        "settler": bytes([0xC3]) * 20,
        "root": sha256(b"root"),
        "signature": b"",
        "refusal": "unreachable",
    },
]


def write(name, document):
    target = pathlib.Path(__file__).with_name(name)
    target.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def main():
    document = {
        "description": "Task protocol, version 1: encodings, digests, guest input, journal and the "
        "enode's signature. Byte strings are hexadecimal with 0x. Written by generate.py.",
        "tags": {
            "message": hexa(MESSAGE_TAG),
            "messages_root": hexa(ROOT_TAG),
            "header": hexa(HEADER_TAG),
        },
        "journal_version": JOURNAL_VERSION,
        "tasks": [vector(task) for task in TASKS],
        "invalid": invalid(),
    }
    write("task.json", document)
    write(
        "gossip.json",
        {
            "description": "Gossip protocol, version 1: presences, requests for attestations and answers to them, "
            "in their signed envelopes. Written by generate.py.",
            "presences": [presence_vector(p) for p in PRESENCES],
            "attest_requests": [request_vector(r) for r in REQUESTS],
            "attestations": [attestation_vector(a) for a in ATTESTATIONS],
        },
    )


if __name__ == "__main__":
    main()
