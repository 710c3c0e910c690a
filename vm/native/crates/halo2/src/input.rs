//! What the input bytes say.

use sprout_abi::Failure;
use sprout_guest::Task;
use sprout_halo2_sandbox as sandbox;

use crate::limits;
use crate::options::{InputMode, too_much};

/// Messages, and the task they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The task the proof is bound to.
    pub task: Option<sandbox::Task>,
    /// Data of the messages.
    pub messages: Vec<Vec<u8>>,
}

impl Input {
    /// Reads and checks the input.
    ///
    /// # Errors
    /// If it is not what the mode says.
    pub fn parse(mode: InputMode, bytes: &[u8]) -> Result<Self, Failure> {
        if bytes.len() > limits::MAX_INPUT {
            return Err(too_much("input", bytes.len(), limits::MAX_INPUT));
        }
        match mode {
            InputMode::Task => {
                let task = Task::parse(bytes)
                    .map_err(|err| Failure::argument(format!("input is not a task: {err}")))?;
                Ok(Self {
                    task: Some(sandbox::Task {
                        digest: task.digest(),
                        chain_id: task.header().chain_id,
                        project_id: task.header().project_id,
                    }),
                    messages: task.messages().iter().map(|message| message.data.to_vec()).collect(),
                })
            }
            InputMode::Json => {
                let messages: Vec<String> = serde_json::from_slice(bytes).map_err(|err| {
                    Failure::argument(format!("input is not a JSON array of strings: {err}"))
                })?;
                Ok(Self {
                    task: None,
                    messages: messages.into_iter().map(String::into_bytes).collect(),
                })
            }
        }
    }

    /// The JSON array that modules of the old form take.
    ///
    /// # Errors
    /// If a message is not UTF-8.
    pub fn to_json(&self) -> Result<String, Failure> {
        let texts: Result<Vec<&str>, _> =
            self.messages.iter().map(|data| str::from_utf8(data)).collect();
        let texts = texts
            .map_err(|_| Failure::argument("a message is not text, which this program needs"))?;
        serde_json::to_string(&texts)
            .map_err(|err| Failure::internal(format!("cannot write JSON: {err}")))
    }
}
