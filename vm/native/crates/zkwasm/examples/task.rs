//! Writes the input of a program: a task of these messages. `task MESSAGE… > INPUT`.

use std::env;
use std::io::{self, Write as _};

use sprout_guest::{Draft, Message};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data: Vec<String> = env::args().skip(1).collect();
    let messages: Vec<Message<'_>> = data
        .iter()
        .map(|data| Message { id: [1; 16], received_ms: 1, client_did: "", data: data.as_bytes() })
        .collect();
    let draft = Draft {
        chain_id: 1,
        project_id: 1,
        project_version: "1",
        sequence: 1,
        created_ms: 1,
        messages: &messages,
    };
    io::stdout().write_all(&draft.guest_input().map_err(|err| err.to_string())?)?;
    Ok(())
}
