//! Properties over arbitrary tasks and arbitrary bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is a failed test")]

use proptest::prelude::*;
use sprout_guest::{Draft, Error, Message, Task, abi};

#[derive(Clone, Debug)]
struct Owned {
    numbers: [u64; 4],
    version: String,
    messages: Vec<([u8; 16], u64, String, Vec<u8>)>,
}

impl Owned {
    fn encode(&self) -> Vec<u8> {
        self.with_messages(|messages| self.draft(messages).guest_input().unwrap())
    }

    fn with_messages<T>(&self, f: impl FnOnce(&[Message<'_>]) -> T) -> T {
        let messages: Vec<Message<'_>> = self
            .messages
            .iter()
            .map(|(id, received_ms, client_did, data)| Message {
                id: *id,
                received_ms: *received_ms,
                client_did,
                data,
            })
            .collect();
        f(&messages)
    }

    fn draft<'a>(&'a self, messages: &'a [Message<'a>]) -> Draft<'a> {
        let [chain_id, project_id, sequence, created_ms] = self.numbers;
        let project_version = &self.version;
        Draft { chain_id, project_id, project_version, sequence, created_ms, messages }
    }
}

fn tasks() -> impl Strategy<Value = Owned> {
    let data = prop::collection::vec(any::<u8>(), 0..200);
    let message = (any::<[u8; 16]>(), any::<u64>(), ".{0,40}", data);
    (any::<[u64; 4]>(), ".{0,20}", prop::collection::vec(message, 0..8))
        .prop_map(|(numbers, version, messages)| Owned { numbers, version, messages })
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(owned in tasks()) {
        let input = owned.encode();
        let task = Task::parse(&input).unwrap();
        let header = task.header();
        prop_assert_eq!(
            [header.chain_id, header.project_id, header.sequence, header.created_ms],
            owned.numbers
        );
        prop_assert_eq!(header.project_version, owned.version.as_str());
        owned.with_messages(|messages| assert_eq!(task.messages(), messages));
    }

    #[test]
    fn a_changed_bit_changes_the_task_or_is_refused(owned in tasks(), at in any::<prop::sample::Index>(), bit in 0..8) {
        let input = owned.encode();
        let digest = Task::parse(&input).unwrap().digest();
        let mut changed = input;
        let at = at.index(changed.len());
        changed[at] ^= 1_u8 << bit;
        if let Ok(task) = Task::parse(&changed) {
            prop_assert_ne!(task.digest(), digest);
        }
    }

    #[test]
    fn a_cut_or_longer_input_is_refused(owned in tasks(), cut in any::<prop::sample::Index>()) {
        let mut input = owned.encode();
        prop_assert!(Task::parse(&input[..cut.index(input.len())]).is_err());
        input.push(0);
        prop_assert!(Task::parse(&input).is_err());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Task::parse(&bytes).is_err());
    }

    #[test]
    fn the_journal_holds_the_output(owned in tasks(), output in prop::collection::vec(any::<u8>(), 0..100)) {
        let input = owned.encode();
        let journal = Task::parse(&input).unwrap().journal(&output);
        prop_assert_eq!(journal.len() % abi::WORD, 0);
        prop_assert_eq!(&journal[5 * 32..6 * 32], &abi::uint(output.len() as u128));
        prop_assert_eq!(&journal[6 * 32..6 * 32 + output.len()], output.as_slice());
        prop_assert!(journal[6 * 32 + output.len()..].iter().all(|&b| b == 0));
    }
}

#[test]
fn a_count_beyond_the_body_reserves_nothing() {
    let owned = Owned { numbers: [1; 4], version: "1".into(), messages: vec![] };
    let mut input = owned.encode();
    let body = input.len() - 4;
    input[body..].fill(0xff);
    let count = 4 + 16 + 4 * 8;
    input[count..count + 4].fill(0xff);
    assert_eq!(Task::parse(&input), Err(Error::Cut("body")));
}

#[test]
fn parts_too_long_for_their_length_field_are_refused() {
    let version = "v".repeat(usize::from(u16::MAX) + 1);
    let owned = Owned { numbers: [1; 4], version, messages: vec![] };
    assert_eq!(owned.draft(&[]).header(), Err(Error::TooLong("project version")));
    let message = Message { id: [0; 16], received_ms: 0, client_did: &owned.version, data: b"" };
    assert_eq!(message.encode(), Err(Error::TooLong("client DID")));
}

#[test]
fn words_are_those_of_solidity() {
    assert_eq!(abi::uint(0x0102)[30..], [1, 2]);
    assert_eq!(abi::int(-1), [0xff; 32]);
    assert_eq!(abi::int(5), abi::uint(5));
    assert_eq!(abi::boolean(true), abi::uint(1));
    assert_eq!(abi::short_text("seattle").unwrap()[..8], *b"seattle\0");
    assert_eq!(abi::short_text(&"x".repeat(33)), None);
}
