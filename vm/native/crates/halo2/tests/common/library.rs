//! The library's own functions, as a worker calls them.
#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};

use serde_json::{Value, json};
use sprout_abi::engine::Report;
use sprout_abi::{Engine, Failure, Progress, Proof};
use sprout_halo2::Halo2;

pub const MESSAGES: &str = r#"["{\"private_a\":3,\"private_b\":4}"]"#;

/// The library keeps one program's keys in memory, and tests look at where keys came from.
static ONE: Mutex<()> = Mutex::new(());

pub fn alone() -> MutexGuard<'static, ()> {
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../..").join(path)
}

pub fn front_end(name: &str) -> Vec<u8> {
    let path = repository(&format!("examples/halo2/{name}/program/{name}.wasm"));
    std::fs::read(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// A file without a name.
pub fn file(content: &[u8]) -> File {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("sprout-halo2-{}-{number}", std::process::id()));
    let mut options = File::options();
    let mut file = options.read(true).write(true).create_new(true).open(&path).expect("a file");
    std::fs::remove_file(&path).expect("it goes with its descriptor");
    file.write_all(content).expect("it is written");
    file
}

pub fn content(mut file: &File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().expect("a file has a start");
    file.read_to_end(&mut bytes).expect("it is read");
    bytes
}

/// Options for the devnet's SRS in `srs`, with more in `more`.
pub fn options(srs: &File, more: Value) -> Vec<u8> {
    let mut options =
        json!({"srs_fd": srs.as_raw_fd(), "allow_unsafe_srs": true, "input_mode": "json"});
    let fields = more.as_object().expect("an object").clone();
    options.as_object_mut().expect("an object").extend(fields);
    options.to_string().into_bytes()
}

pub fn check(program: &[u8], options: &[u8]) -> Result<Value, Failure> {
    let described = Halo2::check_program(program, options)?;
    Ok(serde_json::from_str(&described).expect("the library answers in JSON"))
}

pub fn prove(
    program: &[u8],
    options: &[u8],
    input: &str,
) -> Result<(Proof, Value, Vec<Report>), Failure> {
    let (sender, reports) = mpsc::channel();
    let proof = Halo2::prove(program, options, input.as_bytes(), &Progress::new(sender))?;
    let info = serde_json::from_str(&proof.info).expect("the library answers in JSON");
    Ok((proof, info, reports.iter().collect()))
}

pub fn verify(receipt: &[u8], id: &Value, more: Value) -> Result<Value, Failure> {
    let mut options = json!({"program_id": id, "allow_unsafe_srs": true});
    options
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    let verified = Halo2::verify(receipt, options.to_string().as_bytes())?;
    Ok(serde_json::from_str(&verified).expect("the library answers in JSON"))
}

/// Has another program take the place in memory.
pub fn forget() {
    let (srs, elsewhere) = (file(&super::devnet(10)), file(&[]));
    let more = json!({"keys_out_fd": elsewhere.as_raw_fd()});
    check(&front_end("two-phase"), &options(&srs, more)).expect("another program");
}

pub fn execute(program: &[u8], options: &[u8], input: &str) -> Result<Value, Failure> {
    let (sender, _reports) = mpsc::channel();
    let ran = Halo2::execute(program, options, input.as_bytes(), &Progress::new(sender))?;
    Ok(serde_json::from_str(&ran).expect("the library answers in JSON"))
}
