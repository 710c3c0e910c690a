//! The shared vectors of the protocol, which the Go and Solidity tests read too.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use serde::Deserialize;
use sprout_guest::{Draft, Header, Message, Task};

#[derive(Deserialize)]
struct Document {
    tasks: Vec<TaskVector>,
    invalid: Vec<InvalidVector>,
}

#[derive(Deserialize)]
struct TaskVector {
    name: String,
    chain_id: u64,
    project_id: u64,
    project_version: String,
    sequence: u64,
    created_ms: u64,
    messages: Vec<MessageVector>,
    messages_root: String,
    header_hex: String,
    body_hex: String,
    task_digest: String,
    guest_input_hex: String,
    output_hex: String,
    journal_hex: String,
}

#[derive(Deserialize)]
struct MessageVector {
    id: String,
    received_ms: u64,
    client_did: String,
    data_hex: String,
    encoding_hex: String,
    digest_hex: String,
}

#[derive(Deserialize)]
struct InvalidVector {
    name: String,
    guest_input_hex: String,
}

fn document() -> Document {
    let path = "../../../../docs/testvectors/task.json"; // tests run in their crate's folder
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn unhex(text: &str) -> Vec<u8> {
    hex::decode(text.strip_prefix("0x").unwrap()).unwrap()
}

fn uuid(text: &str) -> [u8; 16] {
    hex::decode(text.replace('-', "")).unwrap().try_into().unwrap()
}

#[test]
fn decodes_every_task() {
    let document = document();
    assert!(document.tasks.len() >= 4);
    for vector in &document.tasks {
        let input = unhex(&vector.guest_input_hex);
        let task = Task::parse(&input).unwrap_or_else(|err| panic!("{}: {err}", vector.name));

        let body = unhex(&vector.body_hex);
        let expected = Header {
            chain_id: vector.chain_id,
            project_id: vector.project_id,
            sequence: vector.sequence,
            created_ms: vector.created_ms,
            message_count: vector.messages.len().try_into().unwrap(),
            body_size: body.len().try_into().unwrap(),
            messages_root: unhex(&vector.messages_root).try_into().unwrap(),
            project_version: &vector.project_version,
        };
        assert_eq!(*task.header(), expected, "{}", vector.name);
        assert_eq!(task.digest().as_slice(), unhex(&vector.task_digest), "{}", vector.name);
        assert_eq!(task.messages().len(), vector.messages.len(), "{}", vector.name);
        for (message, expected) in task.messages().iter().zip(&vector.messages) {
            assert_eq!(message.id, uuid(&expected.id));
            assert_eq!(message.received_ms, expected.received_ms);
            assert_eq!(message.client_did, expected.client_did);
            assert_eq!(message.data, unhex(&expected.data_hex));
            assert_eq!(message.encode().unwrap(), unhex(&expected.encoding_hex));
            assert_eq!(message.digest().unwrap().as_slice(), unhex(&expected.digest_hex));
        }
        let journal = task.journal(&unhex(&vector.output_hex));
        assert_eq!(journal, unhex(&vector.journal_hex), "{}", vector.name);
    }
}

#[test]
fn encodes_every_task() {
    for vector in &document().tasks {
        let data: Vec<Vec<u8>> = vector.messages.iter().map(|m| unhex(&m.data_hex)).collect();
        let messages: Vec<Message<'_>> = vector
            .messages
            .iter()
            .zip(&data)
            .map(|(m, data)| Message {
                id: uuid(&m.id),
                received_ms: m.received_ms,
                client_did: &m.client_did,
                data,
            })
            .collect();
        let draft = Draft {
            chain_id: vector.chain_id,
            project_id: vector.project_id,
            project_version: &vector.project_version,
            sequence: vector.sequence,
            created_ms: vector.created_ms,
            messages: &messages,
        };
        assert_eq!(draft.header().unwrap(), unhex(&vector.header_hex), "{}", vector.name);
        assert_eq!(draft.body().unwrap(), unhex(&vector.body_hex), "{}", vector.name);
        assert_eq!(draft.guest_input().unwrap(), unhex(&vector.guest_input_hex), "{}", vector.name);
    }
}

#[test]
fn refuses_every_invalid_input() {
    let document = document();
    assert!(document.invalid.len() >= 10);
    for vector in &document.invalid {
        let input = unhex(&vector.guest_input_hex);
        assert!(Task::parse(&input).is_err(), "accepted: {}", vector.name);
    }
}
