//! What a front end is given to make a witness.

/// The task that a proof is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// SHA-256 of the task's header.
    pub digest: [u8; 32],
    /// The chain of the settlement.
    pub chain_id: u64,
    /// The project.
    pub project_id: u64,
}

/// What a front end is given to make a witness: one call's view of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessInput<'a> {
    /// The task, when the proof is bound to one.
    pub task: Option<Task>,
    /// Data of the messages, in their order.
    pub messages: Vec<&'a [u8]>,
    /// The challenges by index, each as canonical little-endian bytes once it is known.
    pub challenges: Vec<Option<[u8; 32]>>,
}

const VERSION: u32 = 1;
const TASK_BOUND: u32 = 1;

impl WitnessInput<'_> {
    /// The bytes handed to the front end, everything little-endian: `u32` version ‖ `u32` flags (bit 0: a
    /// task is bound) ‖ 32-byte task digest ‖ `u64` chain id ‖ `u64` project id ‖ `u32` number of messages ‖
    /// (`u32` length ‖ bytes)… ‖ `u32` number of challenges ‖ (`u8` known ‖ 32 bytes)…
    pub fn encode(&self) -> Vec<u8> {
        let payload: usize = self.messages.iter().map(|message| message.len() + 4).sum();
        let mut bytes = Vec::with_capacity(64 + payload + 33 * self.challenges.len());
        let flags = if self.task.is_some() { TASK_BOUND } else { 0 };
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&flags.to_le_bytes());
        let task = self.task.unwrap_or(Task { digest: [0; 32], chain_id: 0, project_id: 0 });
        bytes.extend_from_slice(&task.digest);
        bytes.extend_from_slice(&task.chain_id.to_le_bytes());
        bytes.extend_from_slice(&task.project_id.to_le_bytes());
        // Lengths that do not fit are refused by the sandbox: its memory has fewer than 2^32 bytes.
        bytes.extend_from_slice(&(self.messages.len() as u32).to_le_bytes());
        for message in &self.messages {
            bytes.extend_from_slice(&(message.len() as u32).to_le_bytes());
            bytes.extend_from_slice(message);
        }
        bytes.extend_from_slice(&(self.challenges.len() as u32).to_le_bytes());
        for challenge in &self.challenges {
            bytes.push(u8::from(challenge.is_some()));
            bytes.extend_from_slice(&challenge.unwrap_or([0; 32]));
        }
        bytes
    }
}
